// The office brings a register of 5,000 units as a workbook that another library wrote, watches it come in, leaves and
// returns; the same file again changes nothing; a CSV of a Chinese Excel and a browser without scripts do as well; what
// is left of an import when the server is killed is carried out by the next one.
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Visitor, MODES, audit, H } = require('../lib.js');

const UNITS = 5000;

// A title over the heading, as registers have it; codes as text.
const WRITER = `
import sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = '登记表'
sheet.append(['示例市申报单位登记表'])
sheet.merge_cells('A1:D1')
sheet.append(['序号', '单位全称', '辖市区', '统一社会信用代码'])
for i in range(int(sys.argv[2])):
    sheet.append([i + 1, '%s第%d便民服务大厅' % (sys.argv[3], i + 1), '武进区', None])
book.save(sys.argv[1])
`;

function workbook(file, units, prefix) {
  const done = spawnSync('/usr/bin/python3', ['-c', WRITER, file, String(units), prefix], { encoding: 'utf8' });
  assert.strictEqual(done.status, 0, done.stderr);
  return file;
}

module.exports = async ({ tally, browser, binary, dir, moment }) => {
  let server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
  const people = H.accounts(dir);
  const who = (login) => people.find((a) => a.login === login);
  const office = people.find((a) => a.login.startsWith('office'));
  const come = async (account, options) => {
    const v = await Visitor.come(browser, server, options);
    await v.signIn(account);
    return v;
  };
  const press = (v, text) => Promise.all([v.page.waitForNavigation(), v.page.locator('main button').filter({ hasText: text }).first().click()]);
  const words = (v) => v.page.locator('main').innerText();
  const bring = async (v, file) => {
    await v.open('/accounts/import');
    await v.page.locator('[name=file]').setInputFiles(file);
    await press(v, /^上传/);
    return v.at;
  };
  const look = async (v, targets, modes = ['1280', '360']) => {
    for (const target of targets) for (const mode of modes) await audit(v, target, mode);
    await v.page.setViewportSize(MODES[1280]);
  };
  const register = workbook(path.join(dir, 'register.xlsx'), UNITS, '示例市');

  await tally.test('the office finds the import at the registrations and reads what would become of 5,000 rows', async () => {
    const v = await come(office);
    await v.open('/bodies');
    await Promise.all([v.page.waitForNavigation(), v.page.locator('main a').filter({ hasText: '导入单位和账号' }).click()]);
    assert.strictEqual(v.at, '/accounts/import');
    await look(v, ['/accounts/import'], ['1280', '360', 'elder']);
    const report = await bring(v, register);
    assert.match(await words(v), new RegExp(`将新增 ${UNITS} 行，不变 0 行`));
    await look(v, [report]);
    await v.leave();
  });

  await tally.test('it comes in under the eyes of the office, which leaves and returns, and is reported', async () => {
    const v = await come(office);
    const report = await bring(v, register);
    await press(v, /^确认导入/);
    assert.strictEqual(v.at, report);
    const seen = [0];
    const bar = v.page.locator('progress');
    for (let i = 0; i < 400 && seen[seen.length - 1] === 0 && await bar.count() > 0; i++) {
      seen.push(await bar.evaluate((b) => b.value).catch(() => 0));
      await v.page.waitForTimeout(40);
    }
    // how often it is told depends on the machine: it moves, and is not over when it does
    assert.ok(seen.some((n) => n > 0 && n < UNITS), `the progress stood at ${seen}`);
    await v.shot('import-running-1280');
    await v.open('/accounts/import'); // leaves
    await v.page.waitForTimeout(500);
    await v.open(report);
    await v.page.locator('h1', { hasText: '导入结果' }).waitFor({ timeout: 60000 }); // the script sees the end by itself
    assert.match(await words(v), new RegExp(`新增了 ${UNITS} 行`));
    await look(v, [`${report}?after=${UNITS - 20}`], ['1280', '360', 'elder']);
    const [download] = await Promise.all([v.page.waitForEvent('download'), v.page.locator('main a').filter({ hasText: '下载导入报告' }).click()]);
    assert.match(download.suggestedFilename(), /^导入报告-\d{4}-\d\d-\d\d\.xlsx$/);
    const saved = path.join(dir, 'report.xlsx');
    await download.saveAs(saved);
    const read = spawnSync('/usr/bin/python3', ['-c', 'import sys, openpyxl\nprint(openpyxl.load_workbook(sys.argv[1]).active.max_row)', saved], { encoding: 'utf8' });
    assert.ok(Number(read.stdout) > UNITS, read.stderr);
    await v.leave();
  });

  await tally.test('the same file again changes nothing', async () => {
    const v = await come(office);
    await bring(v, register);
    assert.match(await words(v), new RegExp(`将新增 0 行，不变 ${UNITS} 行`));
    assert.match(await words(v), /没有要新增的内容/);
    await v.leave();
  });

  await tally.test('a CSV in GB18030 does as well, without a script and with a link to ask again', async () => {
    const v = await come(office, { script: false });
    const sheet = path.join(dir, 'gb.csv');
    // 单位全称,辖市区 / 测试大厅,武进区
    fs.writeFileSync(sheet, Buffer.from('b5a5cebbc8abb3c62ccfbdcad0c7f80d0ab2e2cad4b4f3ccfc2ccee4bdf8c7f80d0a', 'hex'));
    const report = await bring(v, sheet);
    assert.match(await words(v), /测试大厅/);
    await press(v, /^确认导入/);
    for (let i = 0; i < 40 && (await v.page.locator('a', { hasText: '刷新进度' }).count()) > 0; i++) {
      await v.page.waitForTimeout(200);
      await Promise.all([v.page.waitForNavigation(), v.page.locator('a', { hasText: '刷新进度' }).click()]);
    }
    assert.strictEqual(v.at, report);
    assert.match(await words(v), /新增了 1 行/);
    await v.leave();
  });

  await tally.test('an old workbook is told how to become a new one, and nothing is kept of it', async () => {
    const v = await come(office);
    const old = path.join(dir, 'old.xls');
    fs.writeFileSync(old, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]));
    await bring(v, old);
    assert.match(await v.page.locator('.esum').innerText(), /\.xls、\.et 格式.*另存为/s);
    await v.leave();
  });

  await tally.test('an import is stopped between two batches and says what it did', async () => {
    const v = await come(office);
    const report = await bring(v, workbook(path.join(dir, 'stopped.xlsx'), UNITS, '示例县'));
    await press(v, /^确认导入/);
    await press(v, /^停止导入/);
    assert.match(await words(v), /已停止：导入了前 \d+ 行，其余 \d+ 行没有导入/);
    await look(v, [`${report}?after=${UNITS - 20}`]);
    await v.leave();
  });

  await tally.test('a server that is killed leaves the rest to the next one', async () => {
    let v = await come(office);
    const report = await bring(v, workbook(path.join(dir, 'killed.xlsx'), UNITS, '示例镇'));
    await press(v, /^确认导入/);
    await v.page.waitForTimeout(400);
    await server.stop('SIGKILL');
    await v.leave();
    server = await H.serve(binary, dir, { skew: H.skewTo(moment) });
    v = await come(office);
    await v.open(report);
    await v.page.locator('h1', { hasText: '导入结果' }).waitFor({ timeout: 60000 });
    assert.match(await words(v), new RegExp(`新增了 ${UNITS} 行，不变 0 行`));
    await v.leave();
  });

  await tally.test('earlier awards come from a workbook too', async () => {
    const v = await come(office);
    await look(v, ['/past-awards']);
    await v.leave();
  });

  await tally.test('the administrator alone brings system roles', async () => {
    const roles = path.join(dir, 'roles.csv');
    fs.writeFileSync(roles, '\uFEFF单位全称,登录账号,姓名,角色\r\n示例市监察中心,auditor77,陈示例,审计管理员\r\n');
    const v = await come(office);
    await bring(v, roles);
    assert.match(await words(v), /有误 1 行[\s\S]*其他角色请系统管理员导入/);
    await v.leave();
    const admin = await come(who('admin01'));
    await bring(admin, roles);
    assert.match(await words(admin), /将新增 1 行/);
    await look(admin, ['/accounts/import'], ['360']);
    await admin.leave();
  });
  await server.stop();
};
