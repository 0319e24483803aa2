-- Every nomination's compared names are followed: without its row in name_change nobody would look at it again.
SELECT n.ref FROM nomination n LEFT JOIN name_change c ON c.nomination_id = n.id WHERE c.no IS NULL;
