/** Each made into something else as it is asked for. Unlike a generator's, its frame holds none of them meanwhile: a row may be 10 MB. */
export function mapped<From, To>(values: Iterable<From>, make: (value: From) => To): Iterable<To> {
  return {
    [Symbol.iterator]() {
      const source = values[Symbol.iterator]();
      return {
        next() {
          const step = source.next();
          return step.done === true ? { done: true, value: undefined } : { done: false, value: make(step.value) };
        },
      };
    },
  };
}
