import { cleaningCss } from './cleaning-style.js';

/** Of the status page, served from /assets/; no font, picture or rule comes from elsewhere. */
export const statusCss = `:root {
  color-scheme: light dark;
  --ground: #f6f5f1; --card: #ffffff; --ink: #1d1d1b; --faint: #5d5c57; --line: #dedcd4; --link: #0b57a4;
  --good: #1b6e3c; --still: #6b6a64; --bad: #b3261e; --bad-ground: #fdeceb; --warn: #7a4d00; --warn-ground: #fdf3dc;
  --bar: #3f7fbf; --changed: #2f8f57; --unchanged: #cfcdc4; --failed: #c9382f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #161715; --card: #20211e; --ink: #ecebe6; --faint: #a9a8a1; --line: #3a3b36; --link: #8fc1f5;
    --good: #7fd3a0; --still: #a9a8a1; --bad: #ff9c94; --bad-ground: #3a1f1c; --warn: #f2cb7c; --warn-ground: #352a13;
    --bar: #6ea5dc; --changed: #54b67d; --unchanged: #4b4c46; --failed: #ee665c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; scroll-padding-bottom: 5rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
section:focus { outline: none; }
code { font: 0.875em ui-monospace, Menlo, Consolas, monospace; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--card); z-index: 1; }
.said { position: fixed; bottom: 0; left: 50%; translate: -50%; z-index: 2; margin: 1rem 0; padding: 0.5rem 1rem; max-width: 90vw; border-radius: 0.5rem; background: var(--ink); color: var(--ground); }
.said:empty { padding: 0; }
.faint, .asof, footer { color: var(--faint); }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; }
h1 { margin: 0; font-size: 1.5rem; letter-spacing: -0.01em; }
header p { margin: 0; }
.asof { margin-left: auto; font-size: 0.875rem; }
.summary a.failing { color: var(--bad); margin-left: 0.5em; }
h2 { margin: 1.75rem 0 0.75rem; font-size: 1.125rem; }
.box { margin-top: 1rem; padding: 0.75rem 1rem; border-left: 4px solid; border-radius: 0.25rem; }
.box h2 { margin: 0; font-size: 1rem; }
.box ul { margin: 0.25rem 0 0; padding-left: 1.25rem; }
.mistakes { background: var(--bad-ground); border-color: var(--bad); }
.mistakes h2 { color: var(--bad); }
.warnings { background: var(--warn-ground); border-color: var(--warn); }
.warnings h2 { color: var(--warn); }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); }
.card {
  display: flex; flex-direction: column; gap: 0.625rem; padding: 1rem; min-width: 0;
  background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem;
}
@media screen { .card { content-visibility: auto; contain-intrinsic-size: auto 24rem; } }
.card:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.card > * { margin: 0; }
.card > .row { margin-top: auto; }
h3 { font-size: 1.0625rem; line-height: 1.35; }
h3 a { color: inherit; text-decoration-color: var(--line); }
h3 a:hover { text-decoration-color: currentColor; }
h3 code { font-weight: 400; }
.health { padding-left: 1.375rem; text-indent: -1.375rem; }
.health::before { display: inline-block; width: 1.375rem; text-indent: 0; font-size: 0.875em; }
.health.fresh { color: var(--good); }
.health.fresh::before { content: "●" / ""; }
.health.unchanged, .health.waiting { color: var(--still); }
.health.unchanged::before { content: "○" / ""; }
.health.waiting::before { content: "…" / ""; }
.health.failing, .health.gone { color: var(--bad); }
.health.failing::before, .health.gone::before { content: "▲" / ""; }
.charts svg { display: block; width: 100%; height: auto; max-width: 24rem; margin-bottom: 3px; }
.charts .rule { stroke: var(--line); }
.charts path.articles { fill: var(--bar); }
path.changed { fill: var(--changed); }
path.unchanged { fill: var(--unchanged); }
path.failed { fill: var(--failed); }
figcaption { font-size: 0.8125rem; color: var(--faint); }
.key { white-space: nowrap; margin-right: 0.5em; }
.key::before { content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.35em; border-radius: 2px; }
.key.changed::before { background: var(--changed); }
.key.unchanged::before { background: var(--unchanged); }
.key.failed::before { background: var(--failed); }
dl { display: grid; gap: 0.25rem 1rem; grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); font-size: 0.875rem; }
dl .newest, dl .whole { grid-column: 1 / -1; }
dt { color: var(--faint); font-size: 0.8125rem; }
dd { margin: 0; }
details { font-size: 0.875rem; }
summary { cursor: pointer; color: var(--faint); }
details ul { margin: 0.25rem 0 0; padding-left: 1.25rem; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; padding-top: 0.25rem; }
.formats { display: flex; flex-wrap: wrap; gap: 0.375rem; padding: 0; margin: 0; list-style: none; }
.formats li { display: flex; border: 1px solid var(--line); border-radius: 0.375rem; }
.formats a, .formats button { min-height: 2.25rem; padding: 0.375rem 0.5rem; font-size: 0.875rem; }
.formats a { text-decoration: none; }
.formats a:hover { text-decoration: underline; }
.formats button { display: none; position: relative; width: 2rem; border: 0; border-left: 1px solid var(--line); background: none; color: var(--faint); font-family: inherit; cursor: pointer; }
.live .formats button { display: block; }
.formats button:hover { color: var(--ink); }
.formats button::before, .formats button::after { content: ""; position: absolute; width: 0.625rem; height: 0.75rem; border: 1.5px solid; border-radius: 2px; background: var(--card); }
.formats button::before { left: 0.5rem; top: 0.625rem; }
.formats button::after { left: 0.75rem; top: 0.875rem; }
.operator { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin: 1.5rem 0 1rem; padding: 0.5rem 1rem; font-size: 0.875rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; }
.operator input, .operator button, .poll { min-height: 2.25rem; padding: 0.25rem 0.75rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--faint); border-radius: 0.375rem; }
.operator button, .poll { cursor: pointer; }
.operator select { min-height: 2.25rem; max-width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--faint); border-radius: 0.375rem; }
.operator .wide { flex: 1 1 20rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
.operator .wide input { flex: 1 1 12rem; min-width: 0; }
.inspected { margin-bottom: 1rem; content-visibility: visible; }
.inspected dd { font-size: 0.8125rem; }
.inspected h4 { font-size: 0.9375rem; }
${cleaningCss}.poll { margin-left: auto; padding-inline: 0.5rem; font-size: 0.875rem; }
#operator { position: sticky; bottom: 0.5rem; z-index: 1; }
@media print { #operator { display: none; } }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 1rem; margin: 2rem 0 1rem; font-size: 0.875rem; }
`;

/** A relay's two arrows, drawn small. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57a4"/><path d="M7 12h14m-5-5 5 5-5 5M25 21H11m5-5-5 5 5 5" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
`;
