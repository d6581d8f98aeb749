# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = Това се промени. Попитайте тук: { $unit } ({ $meaning }).
in-german = На немски:
title-in-german = { $title } (на немски)

number-112 = Пожар, злополука, опасност за живота: { $number }
number-110 = Полиция: { $number }
number-other = Телефон: { $number }

recall-standard = Това, което ви казахме за „{ $title }“, беше грешно. Моля, прочетете го отново.
recall-news = Един отговор на Lotse се промени. Моля, отворете го отново.
button-open-answer = Отваряне на отговора
