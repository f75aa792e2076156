import * as z from 'zod';
import { schema } from './schema.js';

/** The part of JSON Schema (draft 7) that the definition comes out as. */
export interface JsonSchema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What an editor needs to complete and check the file: JSON Schema, draft 7, for that is what YAML editors read. */
export function configurationJsonSchema(): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    // zod drops the examples of whatever a notation is read from, taking them for results; ours are written ones.
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  }) as JsonSchema;
}

/** Made when the first mistake asks for it: a right file is read without. */
let whole: JsonSchema | undefined;

/** What may stand at a path; where a list or map of anything is meant, what its members are. */
export function expectedAt(path: readonly PropertyKey[]): JsonSchema | undefined {
  whole ??= configurationJsonSchema();
  let here: JsonSchema | undefined = whole;
  for (const step of path) {
    const options: readonly JsonSchema[] = [here, ...(here.anyOf ?? [])];
    here = options
      .map((option) => (typeof step === 'number' ? option.items : (option.properties?.[String(step)] ?? (option.additionalProperties || undefined))))
      .find((found) => found !== undefined);
    if (here === undefined) return undefined;
  }
  return here;
}

/** The keys that may stand in the map at a path. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const here = expectedAt(path);
  return [here, ...(here?.anyOf ?? [])].flatMap((option) => Object.keys(option?.properties ?? {}));
}
