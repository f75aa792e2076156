import type { StatusModel } from '../serve/index.js';

/** What the status page last told, for when the store can be asked no more. */
export interface LastKnown {
  /** What the store says now. */
  know(model: StatusModel): StatusModel;
  /**
   * The page while the store is away: what was last known of each source, and why no more is.
   *
   * @param bare what the configuration alone knows
   */
  whileAway(bare: StatusModel, why: string): StatusModel;
}

export function createLastKnown(): LastKnown {
  let last: StatusModel | undefined;
  return {
    know(model) {
      last = model;
      return model;
    },
    whileAway(bare, why) {
      const [sources, feeds] = [new Map(last?.sources.map((source) => [source.id, source])), new Map(last?.feeds.map((feed) => [feed.id, feed]))];
      return {
        ...bare,
        sources: bare.sources.map((source) => sources.get(source.id) ?? { ...source, health: { kind: 'unknown' } }),
        feeds: bare.feeds.map((feed) => feeds.get(feed.id) ?? feed),
        warnings: [{ kind: 'away', message: why, ...(last === undefined ? {} : { known: last.now }) }, ...(last ?? bare).warnings],
      };
    },
  };
}
