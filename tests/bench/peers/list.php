<?php
// list.php - the list page by PHP and PDO, with a persistent connection; the database, rows and layout come from nginx.
$db = new PDO('sqlite:' . $_SERVER['LIST_DATABASE'], null, null, [PDO::ATTR_PERSISTENT => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
$page = $db->prepare('SELECT public_id, brand, unit, district, slogan, submitted_on FROM nomination WHERE id < 2000 ORDER BY id DESC LIMIT ?');
$page->execute([(int) $_SERVER['LIST_ROWS']]);
$out = str_repeat('x', (int) $_SERVER['LIST_HEAD']);
foreach ($page as $r) {
    $out .= '<tr><td><a href="/publicity/' . htmlspecialchars($r[0]) . '">' . htmlspecialchars($r[1]) . '</a><td>' . htmlspecialchars($r[2])
        . '<td>' . htmlspecialchars($r[3]) . '<td>' . htmlspecialchars($r[4]) . '<td>' . htmlspecialchars($r[5]) . "\n";
}
header('Content-Type: text/html; charset=utf-8');
echo $out, "</table></html>\n";
