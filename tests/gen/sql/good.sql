-- Comments above the first name are read by people alone; so is a ';' or '?' in one.
-- name: plain
SELECT 1;

-- name: quoted_2
SELECT ';', '?', 'it''s -- no comment', "a;b", '/* nor this */' /* but ; ? this */ FROM t -- and ; ? this
 WHERE a = :a AND b ->> '$.x' = '@'; -- behind the end

-- name: without_end
UPDATE t
   SET a = '荐品'
