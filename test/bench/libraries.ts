/**
 * The least that a first poll costs with the libraries it is made of: each asked once, with nothing of ours between them, no
 * identity, no cleaning but the sanitiser, no reading of what is kept. A program of its own, for its processor time.
 *
 *     node libraries.js ORIGIN COUNT DATABASE
 */
import Database from 'libsql';
import { Feed } from 'feed';
import Parser from 'rss-parser';
import sanitizeHtml from 'sanitize-html';
import { request } from 'undici';

interface Read {
  readonly title: string;
  readonly link: string;
  readonly isoDate: string;
  readonly content: string;
}

const [, , origin = '', count = '0', file = ''] = process.argv;
const parser = new Parser<unknown, Read>();
const database = new Database(file);
database.exec('PRAGMA journal_mode = WAL; CREATE TABLE entry (name TEXT PRIMARY KEY, value TEXT)');
const insert = database.prepare('INSERT INTO entry VALUES (?, ?)');

for (let n = 0; n < Number(count); n += 1) {
  const { body } = await request(`${origin}/${n}`);
  const { title = '', link = '', items } = await parser.parseString(await body.text());
  const feed = new Feed({ id: link, title, link });
  database.exec('BEGIN');
  for (const [place, item] of items.entries()) {
    const content = sanitizeHtml(item.content, { allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img'] });
    insert.run(`${n}/${place}`, JSON.stringify({ ...item, content }));
    feed.addItem({ id: item.link, title: item.title, link: item.link, date: new Date(item.isoDate), content });
  }
  database.exec('COMMIT');
  feed.atom1();
}
database.close();
// Its agent keeps connections.
process.exit();
