# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = kapalı
opening-holidays = resmî tatil günlerinde
opening-by-appointment = yalnızca randevuyla

office-closed-today = Bugün kapalı: { $office }
office-closed-holiday = Bugün kapalı ({ $holiday }): { $office }

holiday-new-year = Yılbaşı
holiday-epiphany = Üç Kral Günü
holiday-good-friday = Kutsal Cuma
holiday-easter-monday = Paskalya Pazartesisi
holiday-labour-day = İşçi Bayramı
holiday-ascension = İsa'nın Göğe Yükselişi
holiday-whit-monday = Pentekost Pazartesisi
holiday-unity-day = Alman Birliği Günü
holiday-reformation-day = Reformasyon Günü
holiday-christmas-day = Noel'in birinci günü
holiday-boxing-day = Noel'in ikinci günü
