/**
 * What came of reading one value. `wrong` continues a sentence that begins with the key and the value as
 * written ("schedule "every 0m" …"): what is wrong, and what would be right. It never repeats the value,
 * which may hold a secret.
 */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly wrong: string };

export const right = <T>(value: T): Reading<T> => ({ ok: true, value });
export const wrong = (sentence: string): Reading<never> => ({ ok: false, wrong: sentence });
