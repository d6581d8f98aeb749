# Photos, voices and files.

video-not-read = Video izleyemem, videoyu açmadım. Bir insan size yardım edebilir ya da bir resim seçin.
file-ask-paper = Üzerinde kimlik kartı, pasaport veya oturma kartı görünüyor mu?
file-ask-why = Kimlik fotoğrafı kabul etmiyorum.
file-ask-where = Görünmüyorsa: yalnızca burada seçtiğiniz yere iletirim.
voice-ask = Sesli mesajı ileteyim mi?
button-file-send = Hayır. Buraya ilet: { $unit }
button-voice-send = Evet. Buraya ilet: { $unit }
button-file-paper = Evet, kimlik
button-file-cancel = İletme
file-refused = O zaman kabul etmiyorum. Hiçbir şey saklamadım. Kimliği resmî dairede kendiniz gösterin.
file-cancelled = Tamam. Hiçbir şey iletmedim ve saklamadım.
file-fetching = Tamam. Buraya iletiyorum: { $unit }
file-sent = Dosya iletildi: { $unit } · { $number }
file-too-big = Bu çok büyük. Bir dosya en fazla 10 MB olabilir.
file-kind = Bunu iletemem. Fotoğraf, PDF ve sesli mesaj olur.
file-failed = Dosyayı alamadım. Lütfen bir daha gönderin.
file-over = Dosya artık bende yok. Lütfen bir daha gönderin.
file-case-over = Dosya iletilmedi: { $number } numaralı soru kapandı.
file-full = Bu soru için zaten çok dosya var. Daha fazlasını iletemem.
web-attach = Fotoğraf veya dosya gönder
web-attach-choose = Fotoğraf, PDF veya ses kaydı. En fazla 10 MB.
web-attach-paper = Üzerinde kimlik kartı, pasaport veya oturma kartı görünüyor mu?
web-attach-no = Hayır
web-attach-yes = Evet
web-attach-send = Buraya gönder: { $unit }
web-attach-missing = Lütfen bir dosya seçin ve soruyu cevaplayın.
