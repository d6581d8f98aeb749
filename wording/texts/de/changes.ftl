# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = Das hat sich geändert. Fragen Sie hier nach: { $unit } ({ $meaning }).
in-german = Auf Deutsch:
title-in-german = { $title }

number-112 = Feuer, Unfall, Lebensgefahr: { $number }
number-110 = Polizei: { $number }
number-other = Telefon: { $number }

recall-standard = Was wir Ihnen zu „{ $title }“ gesagt haben, war falsch. Bitte lesen Sie es noch einmal.
recall-news = Eine Antwort von Lotse hat sich geändert. Bitte öffnen Sie sie noch einmal.
button-open-answer = Antwort öffnen
