/** The release of uv that is installed where a machine has none. */
export const uvVersion = '0.13.9';

/** SHA-256 of its wheels on PyPI, for Linux (glibc and musl) and macOS on x86-64 and arm64. pip takes one of these files, or none. */
export const uvHashes = [
  'd7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19',
  '2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25',
  '5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe',
  'c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5',
  '66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63',
] as const;
