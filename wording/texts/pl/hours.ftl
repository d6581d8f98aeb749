# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = zamknięte
opening-holidays = w święta
opening-by-appointment = tylko po umówieniu wizyty

office-closed-today = Dziś zamknięte: { $office }
office-closed-holiday = Dziś zamknięte ({ $holiday }): { $office }

holiday-new-year = Nowy Rok
holiday-epiphany = Święto Trzech Króli
holiday-good-friday = Wielki Piątek
holiday-easter-monday = Poniedziałek Wielkanocny
holiday-labour-day = Święto Pracy
holiday-ascension = Wniebowstąpienie
holiday-whit-monday = drugi dzień Zielonych Świątek
holiday-unity-day = Dzień Jedności Niemiec
holiday-reformation-day = Święto Reformacji
holiday-christmas-day = pierwszy dzień Bożego Narodzenia
holiday-boxing-day = drugi dzień Bożego Narodzenia
