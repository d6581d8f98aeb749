# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = zárva
opening-holidays = munkaszüneti napokon
opening-by-appointment = csak időpontfoglalással

office-closed-today = Ma zárva: { $office }
office-closed-holiday = Ma zárva ({ $holiday }): { $office }

holiday-new-year = újév
holiday-epiphany = vízkereszt
holiday-good-friday = nagypéntek
holiday-easter-monday = húsvéthétfő
holiday-labour-day = a munka ünnepe
holiday-ascension = áldozócsütörtök
holiday-whit-monday = pünkösdhétfő
holiday-unity-day = a német egység napja
holiday-reformation-day = a reformáció napja
holiday-christmas-day = karácsony első napja
holiday-boxing-day = karácsony második napja
