import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/editor-field.css';
import './styles/popup.css';
import './styles/row-table.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { textPlugin } from './text/text.ts';

createApp(App).use(createPinia()).use(textPlugin).mount('#app');
