import { expect, test } from 'vitest';
import { portionsOf } from '../../src/store/portions.js';

const MB = 1024 * 1024;

test.each([
  ['none', [], []],
  ['small ones together', [10, 20, 30], [[10, 20, 30]]],
  ['none in between counts nothing', [10, 0, 30], [[10, 0, 30]]],
  ['a large one alone', [10, 9 * MB, 10], [[10], [9 * MB], [10]]],
  ['as many as have room', [MB, MB, MB], [[MB, MB], [MB]]],
  ['large ones each alone', [5 * MB, 5 * MB, 5 * MB], [[5 * MB], [5 * MB], [5 * MB]]],
])('keys are read in portions: %s', (_, sizes: number[], portions: number[][]) => {
  const keys = sizes.map((size, place) => `${place}: ${size}`);
  const parts = portionsOf(keys, sizes);
  expect(parts.flat()).toEqual(keys);
  expect(parts.map((part) => part.map((key) => Number(key.split(': ')[1])))).toEqual(portions);
});
