# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = închis
opening-holidays = în zilele de sărbătoare legală
opening-by-appointment = numai cu programare

office-closed-today = Astăzi închis: { $office }
office-closed-holiday = Astăzi închis ({ $holiday }): { $office }

holiday-new-year = Anul Nou
holiday-epiphany = Boboteaza
holiday-good-friday = Vinerea Mare, după calendarul german
holiday-easter-monday = a doua zi de Paște, după calendarul german
holiday-labour-day = Ziua Muncii
holiday-ascension = Înălțarea Domnului, după calendarul german
holiday-whit-monday = a doua zi de Rusalii, după calendarul german
holiday-unity-day = Ziua Unității Germane
holiday-reformation-day = Ziua Reformei
holiday-christmas-day = prima zi de Crăciun
holiday-boxing-day = a doua zi de Crăciun
