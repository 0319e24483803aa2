-- A return that stands though its nomination is not in its unit's hands, or though another version came since; or two at once.
SELECT t.ref FROM return_notice t JOIN nomination n ON n.id = t.nomination_id JOIN nomination_version v ON v.id = t.version_id
 WHERE NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = t.id)
   AND (n.state = 'submitted' OR v.version_no <> n.version_no OR v.nomination_id <> n.id OR EXISTS (
        SELECT 1 FROM return_notice o WHERE o.nomination_id = n.id AND o.id <> t.id
           AND NOT EXISTS (SELECT 1 FROM return_end e WHERE e.return_id = o.id)));
