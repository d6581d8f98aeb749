# Announcements: what holds for some days. They stand under answers.

announcement = Важно
announcement-in-german = Важно (на немски)
closing-day = Затворено на { $day }: { $office }.
closing-days = Затворено от { $first } до { $last }: { $office }.
