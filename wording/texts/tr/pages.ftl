# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = { $number } numaralı soruda yeni bir şey var.
button-read = Şimdi oku
button-page = Sayfamı aç
page-link = Sayfanızın bağlantısı burada. { $minutes } dakika ve yalnızca bir kez çalışır:
page-link-word = Orada şifrenizi girersiniz. Bağlantıyı kimseye vermeyin.
page-tries-spent = Şifre çok kez yanlış girildi. Yeni bağlantıyı şu zamandan sonra alabilirsiniz: { $at }. Ya da numaranızla ofise gidin.
passed-reach-page = Cevap Telegram'a değil, belediyenin bir sayfasına gelir. Telefon numaranızı kimse görmez.
page-case-opened = Sorunuz şimdi ofiste. Numaranız: { $number }.
page-answers-there = Cevap burada, Telegram'da değil, belediyedeki sayfanızda olacak. Burada yalnızca yeni bir şey olduğunu söylerim.
page-choose-soon = Sayfanızı şimdi açın ve bir şifre seçin. O zaman şifre olmadan onu kimse açamaz, telefonunuz elinde olsa bile.
page-reach-news = Tamam. { $number } numaralı soruda yeni bir şey olunca Telegram'da söylerim. Sayfanızda okursunuz.
page-reach-none = Tamam. Size yazmam. Cevap sayfanızda olacak. Oraya her zaman /person ile girebilirsiniz.
page-write-there = Bunu lütfen sayfanızda ofise yazın. Bu mesajı iletmedim.
page-only-lotse = Bu mesajı yalnızca Lotse okudu, hiçbir ofis okumadı. Ofise buradan yazabilirsiniz:
page-file-there = Dosyayı lütfen sayfanızda ofise verin. Burada açmadım.
page-case-title = Numara { $number }
page-case-owner-waiting = Sorunuz ofiste. Henüz kimse üstlenmedi.
page-case-owner-staff = Sorunuzla bir insan ilgileniyor.
page-withdraw-ask = Ofis artık { $number } numaralı soruyla ilgilenmesin mi? O zaman bu soru biter.
page-withdrawn = Tamam. Ofis artık { $number } numaralı soruyla ilgilenmiyor.
page-alarm-told = { $number } numaralı sorunuzun bulunduğu ofis artık hızlı yardıma ihtiyacınız olabileceğini biliyor. Yazdıklarınız oraya gitmedi.
page-mydata = Sizin ve ofisin yazdıkları yalnızca sayfanızda görünür.
notice-page = Bir ofisin size yazdıkları Telegram'da değil, yalnızca belediyenin bir sayfasında durur.

web-door = Sayfanız
web-door-choose = Bir şifre seçin
web-door-at-least = En az { $least } harf veya rakam, ama doğum günü olmasın. Kimsenin aklına gelmeyecek iki kelime iyidir.
web-door-why = Onu yalnızca siz bilirsiniz. Şifre olmadan sayfanızı kimse açamaz.
web-door-keep = Onu iyi aklınızda tutun. Biz de bilmiyoruz ve size söyleyemeyiz.
web-door-give = Şifreniz
web-door-forgotten = Şifreyi unutursanız: numaranızla ofise gidin.
web-door-since = Bu şifrenin seçildiği zaman: { $day }, { $time }.
web-door-not-you = Bunu siz yapmadıysanız Telegram'da Lotse'ye /delete yazın. O zaman bu sayfa, sorularınız ve cevaplarla birlikte silinir ve onu artık kimse açamaz. Sonra yeniden başlarsınız.
web-door-open = Aç
web-door-short = Bu henüz çok kısa. En az { $least } harf veya rakam yazın.
web-door-row = Başkaları önce 123456 gibi sıraları dener. { web-door-better }
web-door-date = Doğum yılını ya da bir tarihi sizi tanıyan biri tahmin edebilir. { web-door-better }
web-door-known = Bu kelimeyi çok kişi kullanır, bu yüzden başkaları önce onu dener. { web-door-better }
web-door-better = Kimsenin aklına gelmeyecek iki kelime yazmanız daha iyi olur.
web-door-wrong = Doğru şifre bu değildi. { $count ->
    [one] { $count } deneme hakkınız kaldı.
   *[other] { $count } deneme hakkınız kaldı.
}
web-door-shut = Sayfanız yeniden kapandı.
web-door-unsent = En son yazdığınız ulaşmamış olabilir. Lütfen sayfanızda bakın.
web-door-kept = Henüz göndermediğiniz yazı kaybolmadı. Bu pencereyi açık bırakın, yazınız sayfanızda yeniden görünür.
web-door-over = Bu bağlantı artık çalışmıyor.
web-door-tried = Şifre { $count } kez yanlış girildi, bu yüzden sayfa şimdi kapalı. Böylece kimse tahmin etmeye devam edemez. Yeni bir bağlantıyla hemen tekrar deneyebilirsiniz.
web-door-over-how = Telegram'da “{ button-page }” düğmesine basın. O zaman yeni bir bağlantı alırsınız.

web-page-lock = Kapat
web-page-until = Kapanma saati:
web-page-ends-soon = Sayfanız birkaç dakika içinde kapanacak. Lütfen yazdığınızı gönderin.
web-page-wrong-words = Dünden beri şifre { $count } kez yanlış girildi. Bunu siz yapmadıysanız şifrenizi değiştirin.
web-word-change = Şifreyi değiştir
web-word-old = Şimdiye kadarki şifreniz
web-word-new = Yeni şifre
web-word-save = Kaydet
web-word-changed = Şifreniz değişti.
web-word-back = Sayfama dön
