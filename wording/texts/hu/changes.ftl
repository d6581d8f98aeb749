# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = Ez megváltozott. Itt kérdezzen: { $unit } ({ $meaning }).
in-german = Németül:
title-in-german = { $title } (németül)

number-112 = Tűz, baleset, életveszély: { $number }
number-110 = Rendőrség: { $number }
number-other = Telefon: { $number }

recall-standard = Hibás volt, amit erről írtunk: „{ $title }”. Kérjük, olvassa el újra.
recall-news = A Lotse egyik válasza megváltozott. Kérjük, nyissa meg újra.
button-open-answer = Válasz megnyitása
