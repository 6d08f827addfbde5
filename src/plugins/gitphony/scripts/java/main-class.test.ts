import { expect, it } from 'vitest';
import { mainClass } from './main-class.ts';

it.each([
  ['the public one', 'class A {}\npublic final class B { public static void main(String[] a) {} }', 'B', 'B'],
  ['the one with main', 'record P(int x) {}\nclass Run { static void main(String[] a) {} }\nclass C {}', 'Run', 'Run'],
  ['the first one', 'interface Shape {}', 'Shape', 'Shape'],
  ['with its package', 'package a.b;\npublic class X {}', 'X', 'a.b.X'],
  [
    'not one in a comment or a text',
    '// class No\n/* public class No */ class Yes { String s = "class No"; }',
    'Yes',
    'Yes',
  ],
  ['a name for what has none', 'void main() {}', 'Main', 'Main'],
])('finds %s', (_, script, name, fullName) => {
  expect(mainClass(script)).toEqual({ name, fullName });
});
