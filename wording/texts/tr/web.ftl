# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Hoş geldiniz
web-write = Sorunuz
web-placeholder = Sorunuz …
web-send = Gönder
web-leave = Hızlı çıkış
web-language = Dili değiştir
web-you = Siz
web-lotse = Lotse
web-staff = Bir insan cevap veriyor
web-conversation = Lotse ile konuşma
web-waiting = Bir dakika …
web-slow = Biraz daha uzun sürüyor. Cevap buraya gelecek.
web-offline = İnternet yok. Yazdığınız burada kalır.
web-failed = Mesaj ulaşmadı.
web-again = Yeniden gönder
web-too-fast = Şu anda buradan çok fazla soru geliyor. { $count ->
    [one] Lütfen bir dakika bekleyin.
   *[other] Lütfen { $count } dakika bekleyin.
}
web-too-long = Bu çok uzun. Lütfen daha kısa yazın.
web-empty = Lütfen sorunuzu yazın.
web-to-text = Yazma alanına git
web-anew = Yeniden başla
