import type { Configuration } from '../../model.js';
import { chooseLanguage, operatorRoute, send, text, type InspectorModel, type Language, type OperatorOptions, type Route } from '../../serve/index.js';
import type { InspectorQuestion } from './page.js';

export type { InspectorQuestion } from './page.js';

export interface InspectorOptions extends OperatorOptions {
  /** As it is now. */
  readonly configuration: () => Configuration;
  /** The page, made where nobody is served. */
  readonly inspect: (question: InspectorQuestion) => Promise<string>;
}

/**
 * `/inspect`: to GET its form, which tells nothing but the sources' ids and titles, where a token is configured (else 404); to POST,
 * with the token, what was asked for.
 */
export function inspectorRoutes({ configuration, inspect, ...options }: InspectorOptions): readonly Route[] {
  const token = (): string | undefined => configuration().server.token;
  const page = async (question: InspectorQuestion): Promise<ReturnType<typeof text>> =>
    text(200, await inspect(question), ['Content-Type', 'text/html; charset=utf-8', 'Content-Language', question.language, 'Vary', 'Accept-Language']);
  return [
    {
      method: 'GET',
      prefix: '/inspect',
      async handle(request, response, _path, search) {
        if (token() === undefined) return false;
        const language = chooseLanguage(request.headers['accept-language']);
        send(await page({ asked: askedBy(new URLSearchParams(search)), language, search: false }), request.method, response);
        return true;
      },
    },
    operatorRoute('/inspect', token, async ({ form }, response) => {
      const language: Language = form.get('language') === 'zh' ? 'zh' : 'en';
      send(await page({ asked: askedBy(form), language, search: true }), 'POST', response);
    }, options),
  ];
}

function askedBy(fields: URLSearchParams): InspectorModel['asked'] {
  return { source: fields.get('source') ?? '', what: (fields.get('what') ?? '').trim() };
}
