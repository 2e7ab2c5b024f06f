import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/editor-field.css';
import '../styles/popup.css';
import { createApp } from 'vue';
import { textPlugin } from '../text/text.ts';
import BothThemes from './BothThemes.vue';
import ComponentPage from './ComponentPage.vue';

/** Only the development server has this page: what is built knows nothing of it. */
const theme = new URLSearchParams(location.search).get('theme');
if (theme !== null) document.documentElement.dataset.theme = theme;
createApp(theme === null ? BothThemes : ComponentPage)
  .use(textPlugin)
  .mount('#app');
