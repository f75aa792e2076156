import { createHash } from 'node:crypto';

/** Of the feed page: system fonts, both colour schemes, any width; nothing comes from elsewhere. */
export const feedPageCss = `:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --card: #ffffff; --ink: #1f1f1c; --faint: #5d5c57; --line: #e0ded6; --link: #0b57a4; --mark: #f1efe8;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #161715; --card: #20211e; --ink: #e6e5df; --faint: #a9a8a1; --line: #3a3b36; --link: #8fc1f5; --mark: #2a2b27; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--card); z-index: 1; }
.head { display: flex; gap: 1rem; align-items: flex-start; }
.head img { width: 3.5rem; height: 3.5rem; flex: none; object-fit: contain; border-radius: 0.5rem; margin-top: 0.25rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
.head p { margin: 0.25rem 0 0; color: var(--faint); }
.subscribe { margin: 1.5rem 0 2.5rem; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; }
.subscribe h2 { margin: 0; font-size: 1rem; }
.subscribe p { margin: 0 0 0.75rem; font-size: 0.875rem; color: var(--faint); }
.subscribe ul { margin: 0; padding: 0; list-style: none; display: grid; gap: 0.5rem; }
.subscribe li { display: flex; gap: 0.5rem; align-items: stretch; }
.subscribe li a {
  flex: none; display: grid; place-content: center; width: 6.25rem; padding: 0.375rem 0.5rem; font-size: 0.875rem; text-decoration: none;
  border: 1px solid var(--link); border-radius: 0.375rem;
}
.subscribe li a:hover { background: var(--link); color: var(--card); }
.subscribe code {
  flex: 1; min-width: 0; padding: 0.375rem 0.625rem; background: var(--mark); border-radius: 0.375rem; user-select: all; -webkit-user-select: all;
  font: 0.8125rem/1.7 ui-monospace, Menlo, Consolas, monospace;
}
.feed-list .subscribe { margin: 1.5rem 0; }
.feed-list h2 { font-size: 1.25rem; }
.feed-list h2 a { color: inherit; text-decoration-color: var(--line); }
.articles > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
article { padding: 2rem 0; border-top: 1px solid var(--line); }
article > h3 { margin: 0; font-size: 1.375rem; line-height: 1.35; text-wrap: balance; }
article > h3 a { color: inherit; text-decoration-color: var(--line); }
article > h3 a:hover { text-decoration-color: currentColor; }
.meta { margin: 0.375rem 0 1rem; font-size: 0.875rem; color: var(--faint); }
.meta > * + *::before { content: "·"; margin: 0 0.5em; }
.body > :first-child { margin-top: 0; }
.body > :last-child { margin-bottom: 0; }
.body img, .body video, .body iframe, .body svg { max-width: 100%; height: auto; border-radius: 0.375rem; }
.body iframe { width: 100%; aspect-ratio: 16 / 9; border: 0; background: var(--mark); }
.body video { width: 100%; background: #000; }
.body audio { width: 100%; }
.body > div { margin-block: 1em; }
.body figure { margin: 1.25rem 0; }
.body figcaption, .body small { font-size: 0.875rem; line-height: 1.5; color: var(--faint); }
.body h4, .body h5, .body h6 { margin: 1.75rem 0 0.5rem; font-size: 1.125rem; line-height: 1.35; }
.body blockquote { margin: 1.25rem 0; padding: 0 0 0 1rem; border-inline-start: 3px solid var(--line); color: var(--faint); }
.body pre { overflow-x: auto; padding: 0.75rem 1rem; background: var(--mark); border-radius: 0.375rem; line-height: 1.5; }
.body code { font: 0.875em ui-monospace, Menlo, Consolas, monospace; }
.body table { display: block; overflow-x: auto; border-collapse: collapse; }
.body th, .body td { padding: 0.25rem 0.75rem; border: 1px solid var(--line); text-align: start; }
.body hr { border: 0; border-top: 1px solid var(--line); }
.extra { margin: 1rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; font-size: 0.875rem; color: var(--faint); }
footer { border-top: 1px solid var(--line); padding-top: 1rem; font-size: 0.875rem; color: var(--faint); }
`;

/** Stands in the style's address, so that a new version's page never meets an old version's style in a cache. */
export const feedPageVersion = createHash('sha256').update(feedPageCss).digest('hex').slice(0, 8);

/** What the feed page loads, by path below the base path. */
export const feedPageAssets: Readonly<Record<string, { readonly contentType: string; readonly text: string }>> = {
  '/assets/feed.css': { contentType: 'text/css; charset=utf-8', text: feedPageCss },
};
