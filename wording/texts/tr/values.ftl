# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n } dakika
value-hours = { $n } saat
value-days = { $n } gün
value-weeks = { $n } hafta
value-months = { $n } ay
value-years = { $n } yıl
value-working-days = { $n } iş günü
value-age = { $n } yaş

office-address-unknown = adres henüz bilinmiyor
office-phone-unknown = telefon numarası henüz bilinmiyor
office-email-unknown = e-posta adresi henüz bilinmiyor
office-web-unknown = internet sayfası henüz bilinmiyor
office-hours-unknown = çalışma saatleri henüz bilinmiyor
office-address-ask = henüz kesin bilmiyoruz. Buraya sorun: { $office }

section-until = Ne zamana kadar
section-where = Nerede
section-address = Adres
section-papers = Belgeler
section-cost = Ücret
section-words = Almanca kelimeler

state-law = { $law }, kanun metni, tarih: { $date }
state-law-unread = { $law }, kanun metnine bakılmadı
state-source = kaynak: { $source }, tarih: { $date }
state-source-undated = kaynak: { $source }, tarihsiz sayfa
state-source-none = yazılı kaynak yok
state-both = { $first } · { $second }
state-unconfirmed = belediye henüz onaylamadı
state-confirmed = onaylayan: { $office }, { $date }
state-not-native = Bu çeviriyi ana dili bu dil olan biri henüz okumadı.
state-machine = Bu metni bir makine çevirdi. Ana dili bu dil olan biri henüz okumadı.
state-review-due = Bu metin en son şu tarihte kontrol edildi: { $checked }. Şu tarihe kadar yeniden kontrol edilmeliydi: { $date }
state-review-never = Bu metin kontrol edildi mi, bilmiyoruz. Şu tarihe kadar kontrol edilmeliydi: { $date }

article-not-in-language = Bu metnin Türkçesi henüz yok. Almancası burada.
