/** Of what {@link cleaningShown} gives; colours `--ground`, `--line` and `--faint` are the page's. */
export const cleaningCss = `.sides { --gone: #fbdcd8; --come: #d5efdc; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }
.sides figure { margin: 0; min-width: 0; }
.sides figcaption { font-size: 0.8125rem; color: var(--faint); }
.sides pre { margin: 0.25rem 0 0; padding: 0.5rem 0.75rem; max-height: 24rem; overflow: auto; white-space: pre-wrap; background: var(--ground); border: 1px solid var(--line); border-radius: 0.375rem; }
.sides code { font: 0.875em/1.5 ui-monospace, Menlo, Consolas, monospace; }
.sides del, .sides ins { text-decoration: none; border-radius: 2px; }
.sides del { background: var(--gone); }
.sides ins { background: var(--come); }
@media (prefers-color-scheme: dark) { .sides { --gone: #5a2a25; --come: #1f4a30; } }
`;
