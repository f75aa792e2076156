/** Looks ahead in a source for the end tags of elements. All look-ups of one name together take linear time. */
export class EndTags {
  readonly #source: string;
  readonly #next = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Whether the element `name` whose start tag ends at `from` has an end tag before the next element of its name. */
  closes(name: string, from: number): boolean {
    const end = this.#find(`</${name}`, from);
    return end < this.#find(`<${name}`, from);
  }

  #find(tag: string, from: number): number {
    const known = this.#next.get(tag);
    if (known !== undefined && known >= from) return known;
    const pattern = new RegExp(`${tag}(?=[\\s/>])`, 'gi');
    pattern.lastIndex = from;
    const found = pattern.exec(this.#source)?.index ?? Infinity;
    this.#next.set(tag, found);
    return found;
  }
}
