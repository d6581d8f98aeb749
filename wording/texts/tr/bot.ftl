# What the bot says by itself. "Siz". Short, warm, one thing a line. Names of units and offices stay German, without suffixes.

## First words

choose-language = Dilinizi seçin.
welcome = Merhaba, ben Lotse. Weißenfels'e yeni gelenlere yardım ediyorum.
welcome-ask = Sorunuzu bana yazın, nasıl konuşuyorsanız öyle. Ya da bir konu seçin:
areas-ask = Konu nedir?
area-ask = Ne öğrenmek istiyorsunuz?
area-registration = Adres kaydı
area-schooling = Okul ve kreş
area-housing = Ev
area-work = İş
area-health = Sağlık
area-money = Devletten para yardımı
area-language = Almanca ve tercüman
area-offices = Resmî daireler ve mektuplar
area-living = Araba, otobüs ve tren
area-safety = Tehlikede yardım

introduction-machine = Burada bir program cevap verir, insan değil.
introduction-unseen = Patronunuz, ev sahibiniz ve konut denetimi bu sohbeti görmez.
introduction-delete = Her şeyi silmek: /delete

help = Lotse böyle yardım eder
help-ask = Kendi dilinizde bir soru yazın. Yanlış yazmanız sorun değil.
help-person = Bir insanla konuşmak: /person
help-language = Başka dil: /language
help-delete = Sizin hakkınızda ne kayıtlı? /mydata · Her şeyi silmek: /delete

thanks-back = Rica ederim. Bana her zaman yeniden yazabilirsiniz.
goodbye = Her şey gönlünüzce olsun. Bana her zaman yeniden yazabilirsiniz.

## Answers

do-you-mean = Bunu mu soruyorsunuz?
part-unknown = Tam bu konuda bilgim yok. Bildiğim şu:
second-question = Bir şey daha sordunuz:
not-sure = Bunu kesin bilmiyorum. Bu yüzden yanlış bir şey söylemek istemem.
no-article-yet = Bu konuda henüz bir metnim yok.
unit-knows = Buraya sorun: { $unit } ({ $meaning }).
helped-thanks = Buna sevindim.
not-helped = Üzgünüm. Bir insan size daha iyi yardım edebilir.
show-at-desk = Resmî dairede göstermek için:
language-unknown = Dili tanıyamadım. Lütfen dilinizi seçin.
language-unknown-danger = Tehlikedeyseniz arayın:
went-wrong = Burada bir şey ters gitti. Mesajınız geldi, ama cevap veremiyorum. Lütfen bir daha yazın ya da bir insanla konuşun.
maybe-again = Bu mesajı belki daha önce aldınız.

photo-not-read = Resim okuyamam, resmi açmadım. Lütfen buraya kimlik veya pasaport fotoğrafı göndermeyin.
voice-not-read = Sesli mesaj dinleyemem. Bir insan size yardım edebilir ya da bir resim seçin.
document-not-read = Dosya okuyamam, dosyayı açmadım. Lütfen buraya kimlik veya pasaport göndermeyin.
unreadable = Bunu ne yazık ki okuyamıyorum.

button-areas = Konular
button-person = Bir insanla konuşmak istiyorum
button-language = Dil
button-something-else = Başka bir şey
button-more = Daha fazla bilgi
button-all-of-it = Bununla ilgili her şey
button-german = Almanca göster
button-helped = İşime yaradı
button-not-helped = İşime yaramadı
button-notice = Bunu kim okuyor?
button-write-to = Mesaj yaz: { $unit }
button-too-old = Bu düğme çok eski. Buradan devam edin:
button-over = Bu artık bitti. İsterseniz yeniden sorun.

## A person

person-subject = Konu nedir? Bir iki cümle yazın. Kime: { $unit }.
person-offer = Sorunuzu buraya iletebilirim: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Orada Weißenfels belediyesinin çalışanları var.
person-employer-district = Orada ilçenin (Burgenlandkreis) çalışanları var.
person-employer-both = Orada Weißenfels belediyesinin ve ilçenin (Burgenlandkreis) çalışanları var.
person-gets = Bunu ileteceğim:
person-no-time = Cevabın ne zaman geleceğini henüz söyleyemiyoruz.
person-time-asked = Cevabın zamanını öğrenir öğrenmez size söyleyeceğiz.
person-ask = Bunu iletebilir miyim?
# What people type instead of pressing the button, with commas between.
typed-yes = evet, tamam, olur, ok
typed-no = hayır, yok
person-refused = Tamam. Hiçbir şey iletmedim.
person-called-ask = Size nasıl seslensinler? Bir kod kelimesi yeter, örneğin “elma”. Adınız gerekli değil.
passed-language = Diliniz: { $language }
passed-reach-telegram = Cevap buraya, bu sohbete gelir. Telefon numaranızı kimse görmez.
passed-reach-web = Cevap buraya, bu sayfaya gelir.
passed-called = Ad veya kod kelimesi: { $called }
passed-no-name = Ad yok
passed-topic = Konu: { $topic }
passed-no-topic = Konu: belirtilmedi
passed-question = Sorunuz:
passed-no-question = Sorunuz iletilmeyecek.
button-yes = Evet, ilet
button-no = Hayır
button-strike = Sorum olmadan
button-unstrike = Sorumla birlikte
button-called = Kod kelimesi vermek istiyorum
button-no-name = Adım olmadan
button-other-unit = Başka bir yer
other-unit-ask = Kime yazmak istiyorsunuz?
unit-line = { $unit }: { $meaning }
enforcement-warning = Dikkat: { $unit } denetim yapar ({ $meaning }).
enforcement-ask = Çoğu zaman önce bir yere danışmak daha iyidir. Yine de buraya yazmak istiyor musunuz: { $unit }?
button-enforcement-yes = Evet, yine de: { $unit }

case-opened = Sorunuz şimdi burada: { $unit }. Numaranız: { $number }.
case-no-time = Cevabın ne zaman geleceğini henüz söyleyemiyoruz. Bu yer çalışma saatlerini henüz onaylamadı.
case-time-asked = Cevabın zamanını öğrenir öğrenmez size söyleyeceğiz.
case-go-on = Bana yine her şeyi sorabilirsiniz.
case-reach-ask = Cevabı nasıl almak istersiniz?
button-reach-write = Bana yaz
button-reach-news = Yalnızca “Yeni bir şey var”
button-reach-none = Yazma, ben gelirim
reach-write = Tamam. { $number } numaralı sorunun cevabı buraya gelir.
reach-news = Tamam. Yalnızca yeni bir şey olduğunu yazarım. Okumak için: /person
reach-none = Tamam. Size yazmam. Her zaman okuyabilirsiniz: /person
sent-to-unit = İletildi: { $unit } · { $number }
stayed-here = Bu mesajı yalnızca Lotse okudu, { $unit } okumadı.
alarm-told = { $unit } artık hızlı yardıma ihtiyacınız olabileceğini biliyor. Yazdıklarınız onlara gitmedi.
button-also-send = Buraya da ilet: { $unit }
reopen-ask = Bunu buraya da ileteyim mi: { $unit }? O zaman { $number } numaralı sorunuz yeniden açılır.
reopened = İletildi: { $unit }. { $number } numaralı sorunuz yeniden açıldı.
no-cases = Şu anda hiçbir yere iletilmiş sorunuz yok.
case-title = Numara { $number } · { $unit }
case-owner-waiting = Sorunuz burada: { $unit }. Henüz kimse üstlenmedi.
case-owner-staff = Sorunuzla bir insan ilgileniyor: { $unit }.
case-last = Son mesaj: { $at }
case-news = { $number } numaralı soruda yeni bir şey var. Okumak için: /person
case-taken = { $number } numaralı soruyla şimdi bir insan ilgileniyor: { $unit }.
case-closed = { $number } numaralı soru bitti. Hâlâ bir şey varsa bana yazın.
case-answer = { $unit } cevap verdi:
button-withdraw = Sorumu geri alıyorum
withdraw-ask = { $unit } artık { $number } numaralı soruyla ilgilenmesin mi? O zaman bu soru biter.
button-withdraw-yes = Evet, geri alıyorum
withdrawn = Tamam. { $unit } artık { $number } numaralı soruyla ilgilenmiyor.
staff-answer-from = { $unit } size yazıyor:
staff-original = Almanca yazılan:
translation-machine = Bunu bir program çevirdi. Önemli konularda lütfen bir daha sorun.
translation-memory = Bu çeviriyi insanlar daha önce düzeltti.
translation-reviewed = Bu cümleyi insanlar çevirdi.
translation-none = Bunun henüz çevirisi yok. Burada Almanca metin var.

## What belongs to the newcomer

notice = Bunu kim okuyor? Ne kaydediliyor?
notice-who = Lotse, Weißenfels belediyesine aittir. Bir program cevap verir.
notice-what = Kaydedilenler: sohbet kodunuz, diliniz ve bir yere ilettikleriniz. Ad yok, telefon numarası yok.
notice-why = Bunu yalnızca size cevap verebilmek için saklıyoruz. Lotse bir soruya cevap bulamazsa, soruyu ad ve sayı olmadan 90 gün saklarız. Böylece yakında bir cevap yazabiliriz.
notice-how-long = Lotse son sorunuzu bir gün sonra unutur. İlettiğiniz soruları, bittikten { $days } gün sonra sileriz. Bu kadar süre kimse yazmazsa soru kendiliğinden biter. Siz bu kadar süre yazmazsanız ve bizde sorunuz kalmadıysa, hakkınızdaki her şeyi sileriz. /delete yazarsanız her şey hemen biter.
notice-who-sees = Yalnızca “evet” dediğiniz yer okur. Patronunuz değil, ev sahibiniz değil, konut denetimi değil.
notice-telegram = Telegram, AB dışında bir şirkettir. Orada yazdıklarınız bu şirkette de durur.
notice-rights = Her şey isteğe bağlıdır. Verilerinizi görmek: /mydata. Silmek: /delete
button-delete = Her şeyi sil
mydata = Sizin hakkınızda kayıtlı olanlar
mydata-language = Diliniz: { $language }
mydata-since = Buraya ilk yazdığınız gün: { $at }
mydata-cases = { $count ->
    [0] Bir yere iletilmiş soru yok
    [one] Bir yere iletilmiş { $count } soru
   *[other] Bir yere iletilmiş { $count } soru
}
mydata-no-name = Ad yok, telefon numarası yok
mydata-all = Hepsi, tek tek
mydata-all-newcomer = Siz
mydata-all-last-question = Son sorunuz
mydata-all-draft = Henüz iletilmedi
mydata-all-consents = Neye evet dediğiniz
mydata-all-cases = Sorularınız
mydata-all-articles = Size verilen metinler
mydata-all-unanswered = Cevap alamadığınız sorular
mydata-all-messages = Lotse'nin size yazdıkları
mydata-all-files = Sunduğunuz belgeler
mydata-all-web = Bu sohbet sayfası
mydata-all-other = Diğer
button-all-data = Hepsini göster
delete-ask = Her şeyi sileyim mi?
delete-what = Silinecekler: diliniz, sorularınız, numaralarınız ve cevaplar. Ondan sonra bu yerler size artık cevap veremez.
button-delete-yes = Evet, her şeyi sil
button-keep = Hayır, kalsın
deleted = Her şey silindi.
deleted-receipt = Silme belgesi { $receipt }, { $at }
deleted-telegram = Sohbetin kendisi Telegram'da sizde kalır. İsterseniz onu orada kendiniz silin.
deleted-web = Şimdi bu sayfayı kapatabilirsiniz.
kept = Tamam. Her şey olduğu gibi kalır.
stopped = Tamam. Artık size kendiliğimden yazmam. Siz yazarsanız cevap veririm.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Baştan başlamak
command-help = Lotse nasıl yardım eder?
command-language = Dili değiştirmek
command-person = Bir insanla konuşmak
command-mydata = Benim hakkımda ne kayıtlı?
command-delete = Her şeyi silmek
command-stop = Artık mesaj gelmesin
bot-short-description = Weißenfels'e yeni gelenlere yardım: adres, okul, ev, resmî daireler. Sizin dilinizde.
bot-description = Lotse, Weißenfels'e yeni geldiğinizde size yardım eder. Kendi dilinizde sorun: adres kaydı, okul, ev, resmî daireler. Burada bir program cevap verir. Her zaman bir insana ulaşabilirsiniz.
