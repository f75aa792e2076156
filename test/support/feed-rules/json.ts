import { z } from 'zod';
import { badCharacters, badHtml, badHttpUri, badLanguage, badMediaType, badRfc3339, badUri } from './values.js';
import { repeated } from './rules.js';

function text(...checks: readonly ((value: string) => string | undefined)[]) {
  return z.string().superRefine((value, context) => {
    for (const check of [badInJson, ...checks]) {
      const message = check(value);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }
  });
}

/** JSON says its own encoding, so U+FFFD proves nothing there. */
function badInJson(value: string): string | undefined {
  return badCharacters(value.replaceAll('\uFFFD', ''));
}

const count = z.int().positive();
const date = text(badRfc3339);
const http = text(badHttpUri);
const extensions = { _feedrelay: z.object({}).optional() };

const author = z.strictObject({ name: text().min(1), url: text(badUri).optional(), avatar: http.optional() });
const attachment = z.strictObject({
  url: http,
  mime_type: text(badMediaType),
  title: text().min(1).optional(),
  size_in_bytes: count.optional(),
  duration_in_seconds: count.optional(),
});
const item = z.strictObject({
  ...extensions,
  id: text().min(1),
  url: text(badUri).optional(),
  title: text().min(1).optional(),
  content_html: text(badHtml),
  summary: text().min(1).optional(),
  image: http.optional(),
  date_published: date,
  date_modified: date,
  authors: z.array(author).nonempty().optional(),
  tags: z.array(text().min(1)).nonempty().optional(),
  language: text(badLanguage).optional(),
  attachments: z.array(attachment).nonempty().optional(),
});
const feed = z.strictObject({
  ...extensions,
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: text().min(1),
  home_page_url: text(badUri),
  feed_url: http,
  description: text().min(1).optional(),
  next_url: http.optional(),
  icon: http.optional(),
  authors: z.array(author).nonempty().optional(),
  language: text(badLanguage).optional(),
  items: z.array(item),
});

/** Where a JSON Feed breaks version 1.1 or what we promise beyond it. */
export function checkJsonFeed(json: string): string[] {
  const parsed = feed.safeParse(JSON.parse(json));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const { items, next_url: next, feed_url: own } = parsed.data;
  return [...repeated(items.map(({ id }) => id), 'the id'), ...(next === own ? ['the next page is this page'] : [])];
}
