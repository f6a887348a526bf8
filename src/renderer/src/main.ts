/** The page: reads the settings first, so that nothing is shown in the wrong language or theme, then mounts. */
import '@fontsource-variable/inter';
import '@fontsource-variable/noto-sans-jp';
import { mount } from 'svelte';
import App from './App.svelte';
import { service } from './state/service.svelte.ts';
import './theme/tokens.css';
import './theme/frame.css';
import './theme/parts.css';
import './theme/projector.css';

await service.begin();
const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the app.');
mount(App, { target });
