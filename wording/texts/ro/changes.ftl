# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = Acest lucru s-a schimbat. Întreabă aici: { $unit } ({ $meaning }).
in-german = În germană:
title-in-german = { $title } (în germană)

number-112 = Foc, accident, viață în pericol: { $number }
number-110 = Poliția: { $number }
number-other = Telefon: { $number }

recall-standard = Ce ți-am spus despre „{ $title }” a fost greșit. Te rugăm să citești din nou.
recall-news = Un răspuns de la Lotse s-a schimbat. Te rugăm să îl deschizi din nou.
button-open-answer = Deschide răspunsul
