# When offices are open, and the public holidays of Sachsen-Anhalt.

opening-closed = geschlossen
opening-holidays = an gesetzlichen Feiertagen
opening-by-appointment = nur mit Termin

office-closed-today = Heute geschlossen: { $office }
office-closed-holiday = Heute geschlossen ({ $holiday }): { $office }

holiday-new-year = Neujahr
holiday-epiphany = Heilige Drei Könige
holiday-good-friday = Karfreitag
holiday-easter-monday = Ostermontag
holiday-labour-day = Tag der Arbeit
holiday-ascension = Christi Himmelfahrt
holiday-whit-monday = Pfingstmontag
holiday-unity-day = Tag der Deutschen Einheit
holiday-reformation-day = Reformationstag
holiday-christmas-day = 1. Weihnachtstag
holiday-boxing-day = 2. Weihnachtstag
