# What the public pages /info say around the articles.

info-title = Weißenfels'e yeni gelenler için bilgiler
info-lead = Her cevapta bilginin nereden geldiği yazar. Kendi kelimelerinizle arayın ya da bir konu seçin.
info-look-for = Ne arıyorsunuz?
info-search = Ara
info-found = { $count ->
    [one] { $count } metin bulundu
   *[other] { $count } metin bulundu
}
info-nothing = Bu konuda bir şey bulamadık. Başka kelimelerle arayın ya da Lotse'ye sorun.
info-ask = Lotse'ye sorun
info-ask-why = Başka bir sorunuz mu var? Lotse sizin dilinizde cevap verir. Adınız gerekmez.
info-more = Daha fazla bilgi
info-sources = Bunu nereden biliyoruz
info-german = Almanca, göstermek için
info-related = Bunlar da yardımcı olabilir
info-languages = Başka diller
info-topics = Bütün konular
info-qr = Pano için: bu sayfanın QR kodu
info-changed = Bu sayfa en son şu tarihte değişti: { $date }
info-missing = Böyle bir sayfa yok
info-missing-why = Belki kaldırıldı ya da adres tam doğru değil.
info-to-content = Metne git
info-on-phone = Bu sayfayı telefonda açmak için
