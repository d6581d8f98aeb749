# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = To się zmieniło. Zapytaj tutaj: { $unit } ({ $meaning }).
in-german = Po niemiecku:
title-in-german = { $title } (po niemiecku)

number-112 = Pożar, wypadek, zagrożenie życia: { $number }
number-110 = Policja: { $number }
number-other = Telefon: { $number }

recall-standard = Nasza odpowiedź na temat „{ $title }” była błędna. Przeczytaj ją, proszę, jeszcze raz.
recall-news = Jedna z odpowiedzi Lotse się zmieniła. Otwórz ją, proszę, jeszcze raz.
button-open-answer = Otwórz odpowiedź
