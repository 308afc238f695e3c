/** Styles as a text, which the build minifies. */
declare module '*.css' {
  const text: string;
  export default text;
}
