import type { Configuration, Millis } from '../../model.js';
import { chooseLanguage, operatorRoute, renderInspector, send, text, type InspectorFinding, type InspectorModel, type Language, type OperatorOptions, type Route } from '../../serve/index.js';

export interface InspectorOptions extends OperatorOptions {
  /** As they are now. */
  readonly configuration: () => Configuration;
  readonly clock: () => Millis;
  readonly inspect: (asked: InspectorModel['asked'], now: Millis) => Promise<InspectorFinding>;
}

/**
 * `/inspect`: to GET its form, which tells nothing but the sources' ids, where a token is configured (else 404); to POST,
 * with the token, what was asked for.
 */
export function inspectorRoutes({ configuration, clock, inspect, ...options }: InspectorOptions): readonly Route[] {
  const token = (): string | undefined => configuration().server.token;
  const page = (language: Language, found: Pick<InspectorModel, 'asked' | 'finding'>): ReturnType<typeof text> => {
    const { server, sources } = configuration();
    const model = { base: server.baseUrl, sources: sources.map(({ id, title = id }) => ({ id, title })), ...found };
    return text(200, renderInspector(model, language), ['Content-Type', 'text/html; charset=utf-8', 'Content-Language', language, 'Vary', 'Accept-Language']);
  };
  return [
    {
      method: 'GET',
      prefix: '/inspect',
      handle(request, response, _path, search) {
        if (token() === undefined) return false;
        send(page(chooseLanguage(request.headers['accept-language']), { asked: askedBy(new URLSearchParams(search)) }), request.method, response);
        return true;
      },
    },
    operatorRoute('/inspect', token, async ({ form }, response) => {
      const asked = askedBy(form);
      const finding = await inspect(asked, clock());
      send(page(form.get('language') === 'zh' ? 'zh' : 'en', { asked, finding }), 'POST', response);
    }, options),
  ];
}

function askedBy(fields: URLSearchParams): InspectorModel['asked'] {
  return { source: fields.get('source') ?? '', what: (fields.get('what') ?? '').trim() };
}
