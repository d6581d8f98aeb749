# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n ->
    [one] { $n } минута
   *[other] { $n } минути
}
value-hours = { $n ->
    [one] { $n } час
   *[other] { $n } часа
}
value-days = { $n ->
    [one] { $n } ден
   *[other] { $n } дни
}
value-weeks = { $n ->
    [one] { $n } седмица
   *[other] { $n } седмици
}
value-months = { $n ->
    [one] { $n } месец
   *[other] { $n } месеца
}
value-years = { $n ->
    [one] { $n } година
   *[other] { $n } години
}
value-working-days = { $n ->
    [one] { $n } работен ден
   *[other] { $n } работни дни
}
value-age = { $n ->
    [one] { $n } година
   *[other] { $n } години
}

office-address-unknown = адресът още не е известен
office-phone-unknown = телефонът още не е известен
office-email-unknown = имейлът още не е известен
office-web-unknown = интернет страницата още не е известна
office-hours-unknown = работното време още не е известно
office-address-ask = още не го знаем със сигурност. Попитайте тук: { $office }

section-until = До кога
section-where = Къде
section-address = Адрес
section-papers = Документи
section-cost = Цена
section-words = Немски думи

state-law = { $law }, текст на закона от { $date }
state-law-unread = { $law }, текстът на закона не е прочетен
state-source = източник: { $source }, от { $date }
state-source-undated = източник: { $source }, страница без дата
state-source-none = без писмен източник
state-both = { $first } · { $second }
state-unconfirmed = още непотвърдено от града
state-confirmed = потвърдено от { $office } на { $date }
state-not-native = Още никой, който говори този език от дете, не е прочел превода.
state-machine = Машина е превела този текст. Още никой, който говори този език от дете, не го е прочел.
state-review-due = Текстът е проверен за последно на { $checked } Трябваше да се провери отново до { $date }
state-review-never = Не знаем някой да е проверил този текст. Трябваше да се провери до { $date }

article-not-in-language = Този текст още го няма на български. Ето го на немски.
