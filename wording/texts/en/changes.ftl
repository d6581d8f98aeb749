# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = This has changed. Ask here: { $unit } ({ $meaning }).
in-german = In German:
title-in-german = { $title } (in German)

number-112 = Fire, accident, danger to life: { $number }
number-110 = Police: { $number }
number-other = Phone: { $number }

recall-standard = What we told you about “{ $title }” was wrong. Please read it again.
recall-news = An answer from Lotse has changed. Please open it again.
button-open-answer = Open the answer
