# What is said when something has changed: translations and facts that are no longer true, corrections.

has-changed-ask = Bu değişti. Buraya sorun: { $unit } ({ $meaning }).
in-german = Almancası:
title-in-german = { $title } (Almanca)

number-112 = Yangın, kaza, hayati tehlike: { $number }
number-110 = Polis: { $number }
number-other = Telefon: { $number }

recall-standard = “{ $title }” hakkında size verdiğimiz bilgi yanlıştı. Lütfen yeniden okuyun.
recall-news = Lotse'nin bir cevabı değişti. Lütfen yeniden açın.
button-open-answer = Cevabı aç
