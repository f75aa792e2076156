/** How far long work is, shown on a terminal and nowhere else. */
export interface Progress {
  /** @param total where it is known */
  show(done: number, total: number | undefined, what?: string): void;
  end(): void;
}

const silent: Progress = { show: () => undefined, end: () => undefined };

/** @param label what is being done: `polling` */
export async function startProgress(label: string): Promise<Progress> {
  if (!process.stderr.isTTY) return silent;
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({ format: barFormat(label), stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const counter = new SingleBar({ format: `${label} {value} {what}`, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  let shown: typeof bar | undefined;
  return {
    show(done, total, what = '') {
      if (shown === undefined) {
        shown = total === undefined ? counter : bar;
        shown.start(total ?? 0, done, { what });
        return;
      }
      if (total !== undefined) shown.setTotal(total);
      shown.update(done, { what });
    },
    end: () => shown?.stop(),
  };
}

const barFormat = (label: string): string => `${label} {bar} {value}/{total} {what}`;
