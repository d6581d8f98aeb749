# What the bot says by itself. "вие" in small letters. Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Изберете вашия език.
welcome = Добър ден, аз съм Lotse. Помагам ви, когато пристигате във Вайсенфелс.
welcome-ask = Напишете ми въпроса си, както говорите. Или изберете тема:
areas-ask = За какво става дума?
area-ask = Какво искате да знаете?
area-registration = Адресна регистрация
area-schooling = Училище и детска градина
area-housing = Жилище
area-work = Работа
area-health = Здраве
area-money = Пари от държавата
area-language = Немски език и преводачи
area-offices = Служби и писма
area-living = Кола, автобус и влак
area-safety = Помощ при опасност

introduction-machine = Тук отговаря програма, а не човек.
introduction-unseen = Шефът ви, хазяинът ви и жилищният контрол не виждат този чат.
introduction-delete = Изтриване на всичко: /delete

help = Така помага Lotse
help-ask = Напишете въпрос на вашия език. Грешките не са проблем.
help-person = Разговор с човек: /person
help-language = Друг език: /language
help-delete = Какво се пази за вас? /mydata · Изтриване на всичко: /delete

thanks-back = Моля, няма за какво. Пишете ми пак, когато искате.
goodbye = Всичко хубаво. Пишете ми пак, когато искате.

## Answers

do-you-mean = Това ли имате предвид?
part-unknown = Точно за това нямам нищо. Ето какво знам:
second-question = Попитахте и още нещо:
not-sure = Това не го знам със сигурност. Затова предпочитам да не кажа нещо грешно.
no-article-yet = За това още нямам текст.
unit-knows = Попитайте тук: { $unit } ({ $meaning }).
helped-thanks = Радвам се.
not-helped = Съжалявам. Човек може да ви помогне по-добре.
show-at-desk = За показване в службата:
language-unknown = Не познах езика. Моля, изберете вашия език.
language-unknown-danger = При опасност се обадете на:
went-wrong = Тук нещо се обърка. Съобщението ви пристигна, но не мога да отговоря. Моля, пишете още веднъж или говорете с човек.
maybe-again = Може би вече сте получили това съобщение.

photo-not-read = Не мога да чета снимки и не отворих вашата. Моля, не пращайте тук снимки на паспорт или лична карта.
voice-not-read = Не мога да слушам гласови съобщения. Човек може да ви помогне, или изберете картинка.
document-not-read = Не мога да чета файлове и не отворих вашия. Моля, не пращайте тук паспорт или лична карта.
unreadable = За съжаление не мога да прочета това.

button-areas = Теми
button-person = Искам да говоря с човек
button-language = Език
button-something-else = Нещо друго
button-more = Още за това
button-all-of-it = Всичко за това
button-german = Покажете на немски
button-helped = Това помогна
button-not-helped = Не помогна
button-notice = Кой чете това?
button-write-to = Пиша на: { $unit }
button-too-old = Този бутон е твърде стар. Продължете оттук:
button-over = Това вече приключи. Може да попитате отново.

## A person

person-subject = За какво става дума? Напишете едно или две изречения за: { $unit }.
person-offer = Мога да предам въпроса ви на: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Там работят служители на град Вайсенфелс.
person-employer-district = Там работят служители на окръга (Burgenlandkreis).
person-employer-both = Там работят служители на град Вайсенфелс и на окръга (Burgenlandkreis).
person-gets = Ще предам това:
person-no-time = Още не можем да кажем кога ще дойде отговор.
person-time-asked = Ще ви кажем кога идва отговорът, щом го знаем.
person-ask = Може ли да предам това?
# What people type instead of pressing the button, with commas between.
typed-yes = да, добре, ok, окей, da
typed-no = не, ne
person-refused = Добре. Не предадох нищо.
person-called-ask = Как да ви наричат? Стига и кодова дума, например „ябълка“. Името ви не е нужно.
passed-language = Вашият език: { $language }
passed-reach-telegram = Отговорът идва тук, в този чат. Никой не вижда телефонния ви номер.
passed-reach-web = Отговорът идва тук, на тази страница.
passed-called = Име или кодова дума: { $called }
passed-no-name = Без име
passed-topic = Тема: { $topic }
passed-no-topic = Тема: не е посочена
passed-question = Вашият въпрос:
passed-no-question = Въпросът ви не се предава.
button-yes = Да, предайте го
button-no = Не
button-strike = Без моя въпрос
button-unstrike = С моя въпрос
button-called = Ще дам кодова дума
button-no-name = Без име
button-other-unit = Друга служба
other-unit-ask = На кого искате да пишете?
unit-line = { $unit }: { $meaning }
enforcement-warning = Внимание: { $unit } прави проверки ({ $meaning }).
enforcement-ask = Обикновено е по-добре първо да поискате съвет. Искате ли все пак да пишете на { $unit }?
button-enforcement-yes = Да, все пак на { $unit }

case-opened = Въпросът ви вече е тук: { $unit }. Вашият номер е { $number }.
case-no-time = Още не можем да кажем кога ще дойде отговор. Службата още не е потвърдила работното си време.
case-time-asked = Ще ви кажем кога идва отговорът, щом го знаем.
case-go-on = Може да ме питате за всичко и по-нататък.
case-reach-ask = Как искате да получите отговора?
button-reach-write = Пишете ми
button-reach-news = Само „Има нещо ново“
button-reach-none = Не ми пишете, аз ще дойда
reach-write = Добре. Отговорът на { $number } идва тук.
reach-news = Добре. Ще напиша само, че има нещо ново. Може да го прочетете с /person.
reach-none = Добре. Няма да ви пиша. Може да прочетете отговора по всяко време с /person.
sent-to-unit = Предадено на: { $unit } · { $number }
stayed-here = Това съобщение го прочете само Lotse, а не { $unit }.
alarm-told = { $unit } вече знае, че може би имате нужда от бърза помощ. Това, което написахте, не е предадено.
button-also-send = Пратете и на: { $unit }
reopen-ask = Да получи ли и { $unit } това съобщение? Тогава въпросът ви { $number } отново е отворен.
reopened = Предадено на: { $unit }. Въпросът ви { $number } отново е отворен.
no-cases = В момента няма ваш въпрос в никоя служба.
case-title = Номер { $number } · { $unit }
case-owner-waiting = Въпросът ви е тук: { $unit }. Още никой не го е поел.
case-owner-staff = Човек от { $unit } работи по въпроса ви.
case-last = Последно съобщение: { $at }
case-news = Има нещо ново за номер { $number }. Прочетете го с /person.
case-taken = Сега човек работи по номер { $number }: { $unit }.
case-closed = Номер { $number } приключи. Ако има още нещо, просто ми пишете.
case-answer = Отговор от { $unit }:
button-withdraw = Оттеглям въпроса си
withdraw-ask = Искате ли { $unit } да не работи повече по номер { $number }? Тогава въпросът приключва.
button-withdraw-yes = Да, оттеглям го
withdrawn = Готово. { $unit } вече не работи по номер { $number }.
staff-answer-from = { $unit } ви пише:
staff-original = Написано на немски:
translation-machine = Това го преведе програма. За важни неща, моля, попитайте отново.
translation-memory = Хора вече са поправяли този превод.
translation-reviewed = Хора са превели това изречение.
translation-none = За това още няма превод. Ето немския текст.

## What belongs to the newcomer

notice = Кой чете това? Какво се пази?
notice-who = Lotse е на град Вайсенфелс. Отговаря програма.
notice-what = Пазим: кода на чата ви, езика ви и това, което предавате на служба. Без име, без телефонен номер.
notice-why = Пазим го, само за да можем да ви отговорим. Ако Lotse не намери отговор на въпрос, пазим въпроса 90 дни без имена и без числа. Така скоро можем да напишем отговор.
notice-how-long = Последния ви въпрос Lotse забравя след един ден. Предадените въпроси изтриваме { $days ->
    [one] { $days } ден
   *[other] { $days } дни
} след края им. Ако толкова време никой не пише, въпросът приключва сам. Ако вие не пишете толкова време и няма повече ваш въпрос при нас, изтриваме всичко, което пазим за вас. С /delete всичко свършва веднага.
notice-who-sees = Чете само службата, на която кажете „да“. Не шефът ви, не хазяинът ви, не жилищният контрол.
notice-telegram = Telegram е фирма извън ЕС. Каквото пишете там, остава и при тази фирма.
notice-rights = Всичко е доброволно. Вижте данните си: /mydata. Изтрийте ги: /delete
button-delete = Изтрийте всичко
mydata = Това се пази за вас
mydata-language = Вашият език: { $language }
mydata-since = Кога писахте тук за първи път: { $at }
mydata-cases = { $count ->
    [0] Няма въпрос в служба
    [one] { $count } въпрос в служба
   *[other] { $count } въпроса в служби
}
mydata-no-name = Няма име и няма телефонен номер
mydata-all = Всичко подробно
mydata-all-newcomer = Вие
mydata-all-last-question = Последният ви въпрос
mydata-all-draft = Още не е предадено
mydata-all-consents = За какво казахте да
mydata-all-cases = Вашите случаи
mydata-all-articles = Текстове, които получихте
mydata-all-unanswered = Какво питахте, без да получите отговор
mydata-all-messages = Какво ви писа Lotse
mydata-all-files = Предложени файлове
mydata-all-web = Тази чат страница
mydata-all-other = Друго
button-all-data = Покажете всичко
delete-ask = Да изтрия ли всичко?
delete-what = Ще изтрия: езика ви, въпросите ви, номерата ви и отговорите. Тогава службите вече не могат да ви отговорят.
button-delete-yes = Да, изтрийте всичко
button-keep = Не, запазете го
deleted = Всичко е изтрито.
deleted-receipt = Разписка { $receipt }, { $at }
deleted-telegram = Самият чат остава във вашия Telegram. Изтрийте го там, ако искате.
deleted-web = Сега може да затворите тази страница.
kept = Добре. Всичко остава, както си е.
stopped = Добре. Вече няма да ви пиша пръв. Когато пишете, отговарям.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Отначало
command-help = Така помага Lotse
command-language = Смяна на езика
command-person = Разговор с човек
command-mydata = Какво се пази за мен?
command-delete = Изтриване на всичко
command-stop = Без повече съобщения
bot-short-description = Помощ при пристигане във Вайсенфелс: адрес, училище, жилище, служби. На вашия език.
bot-description = Lotse ви помага, когато пристигате във Вайсенфелс. Питайте на вашия език: адресна регистрация, училище, жилище, служби. Тук отговаря програма. Винаги може да стигнете до човек.
