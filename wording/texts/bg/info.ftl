# What the public pages /info say around the articles.

info-title = Информация за новодошли във Вайсенфелс
info-lead = Всеки отговор казва откъде идва. Търсете със свои думи или изберете тема.
info-look-for = Какво търсите?
info-search = Търсене
info-found = { $count ->
    [one] Намерен е { $count } текст
   *[other] Намерени са { $count } текста
}
info-nothing = Не намерихме нищо за това. Опитайте с други думи или попитайте Lotse.
info-ask = Попитайте Lotse
info-ask-why = Имате ли още въпроси? Lotse отговаря на вашия език. Не ни трябва вашето име.
info-more = Още за това
info-sources = Откъде знаем това
info-german = На немски, за показване в службата
info-related = Може да помогне и това
info-languages = Други езици
info-topics = Всички теми
info-qr = За информационно табло: QR код на тази страница
info-changed = Страницата е променена за последен път на { $date }
info-missing = Тази страница не съществува
info-missing-why = Може би е оттеглена или адресът не е съвсем верен.
info-to-content = Към текста
info-on-phone = Тази страница на телефона
