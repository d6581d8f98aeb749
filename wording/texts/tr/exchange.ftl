# The workbook for translators, and where a text from Integreat comes from.

sheet-title = Tabloyu böyle doldurun
sheet-write = Yalnızca beyaz “Text” sütununa yazın. Gri olanlar olduğu gibi kalsın.
sheet-line = Her satır, yanındaki Almanca satırın söylediğini söyler. Boş hücre şu demektir: Bu dilde bu satır yok.
sheet-placeholder = Süslü parantez içindekileri aynen yazın, örneğin { $example }. Lotse oraya bir sayı, bir gün veya bir daire koyar. Ne yazacağını aşağıdaki listede görürsünüz.
sheet-numbers = Kendiniz sayı yazmayın. Sayılar yalnızca parantezlerden gelir.
sheet-lists = Almanca satır kısa çizgiyle başlıyorsa, sizin satırınız da kısa çizgi ve boşlukla başlasın.
sheet-words = “Wörter” bölümünde iki noktadan önceki Almanca kelime olduğu gibi kalır. Ondan sonra geleni çevirin.
sheet-plain = Yalnızca düz metin yazın: formül, HTML ve hücre içinde yeni satır olmasın.
sheet-save = Dosyayı yine Excel dosyası (.xlsx) olarak kaydedin.
sheet-table = Parantezlerde ne yazacak

integreat-source = Kaynak: { $owner }, Integreat uygulamasından, { $link }
