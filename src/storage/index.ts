export { createLocalKv, type LocalKvOptions } from './local-kv.ts';
export { createLocalStorage, type LocalStorage, type LocalStorageOptions } from './local-storage.ts';
