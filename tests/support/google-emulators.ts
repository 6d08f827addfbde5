export { type GoogleEmulators, startGcsEmulator, startGoogleEmulators } from '../../tools/emulators/google.ts';
