/** One passage through a {@link Door}. */
export interface Passage {
  /** Waits until everybody who entered before has left; a second call waits for the same. */
  readonly enter: () => Promise<void>;
  /** Lets the next one in; also where one never entered. */
  readonly leave: () => void;
}

/** Lets one through at a time, in the order they came. */
export interface Door {
  passage(): Passage;
}

/** @param tidy is done whenever one who had entered leaves, before the next enters */
export function createDoor(tidy: () => void = () => undefined): Door {
  let last: Promise<void> = Promise.resolve();

  return {
    passage() {
      let entered: Promise<void> | undefined;
      let leave = (): void => undefined;
      return {
        enter: () => {
          if (entered !== undefined) return entered;
          entered = last;
          const left = new Promise<void>((resolve) => (leave = resolve));
          last = entered.then(() => left).then(tidy);
          return entered;
        },
        leave: () => leave(),
      };
    },
  };
}
