import { toPlainText } from '../../workflows/_layout/plain-text.ts';

test.each([
  ['paragraphs stand apart', '<p>One</p><p>two</p>', 'One\n\ntwo\n'],
  ['headings too', '<h1>One</h1><div>two</div>', 'One\n\ntwo\n'],
  ['lines do not', '<div>One</div><div>two</div>', 'One\ntwo\n'],
  ['white space runs together', '<p> One \n\t <b> two</b> three </p>', 'One two three\n'],
  ['a line break is a line break', '<p>One<br/>two</p>', 'One\ntwo\n'],
  ['a rule is three dashes', '<p>One</p><hr/><p>two</p>', 'One\n\n---\n\ntwo\n'],
  ['a list has dashes', '<ul><li>One</li><li>two</li></ul>', '- One\n- two\n'],
  ['a picture is its words', '<p>See <img src="x.png" alt="the &quot;A&quot; team"/></p>', 'See the "A" team\n'],
  ['a picture without words is nothing', '<p>See<img src="x.png"/></p>', 'See\n'],
  [
    'a link in a sentence has its address behind it',
    '<p>Go <a href="https://e.com">there</a> now</p>',
    'Go there <https://e.com> now\n',
  ],
  ['a link that begins a sentence too', '<p><a href="https://e.com">There</a> it is</p>', 'There <https://e.com> it is\n'],
  ['a link by itself has its address below', '<p><a href="https://e.com">There</a></p>', 'There:\nhttps://e.com\n'],
  ['a link that is its own address is written once', '<p><a href="https://e.com">https://e.com</a></p>', 'https://e.com\n'],
  ['an e-mail address too', '<p>Ask <a href="mailto:a@e.com">a@e.com</a></p>', 'Ask a@e.com\n'],
  ['a link around nothing is its address', '<p><a href="https://e.com"><img src="x.png"/></a></p>', 'https://e.com\n'],
  [
    'a table of data has a line a row',
    '<table><tbody><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></tbody></table>',
    'A: 1\nB: 2\n',
  ],
  [
    'a table of layout has a line a cell',
    '<table role="presentation"><tbody><tr><td>One</td><td>two</td></tr></tbody></table>',
    'One\ntwo\n',
  ],
  [
    'a table of data in one of layout stays one of data',
    '<table role="presentation"><tbody><tr><td><table><tbody><tr><th>A</th><td>1</td></tr></tbody></table></td></tr></tbody></table>',
    'A: 1\n',
  ],
  [
    'what is to be skipped is skipped, and what is in it',
    '<div data-skip-in-text="true">One<p>two</p></div><p>three</p>',
    'three\n',
  ],
  [
    'an address that speaks of skipping is not skipped',
    '<p><a href="https://e.com/?data-skip-in-text">a</a></p>',
    'a:\nhttps://e.com/?data-skip-in-text\n',
  ],
  [
    'an address with quotes and angles stays whole',
    '<p>a <a href="https://e.com/?b=&quot;>&lt;c">d</a></p>',
    'a d <https://e.com/?b=">\u003cc>\n',
  ],
  [
    'the head, styles and comments are silent',
    '<head><title>One</title></head><style>p{}</style><!--[if mso]><i>&#8202;</i><![endif]--><p>two</p>',
    'two\n',
  ],
  ['entities are undone once', '<p>&amp;lt; &lt;b> &quot;&amp;amp;&quot;</p>', '&lt; <b> "&amp;"\n'],
  [
    'elements without an end need no slash',
    '<P>One<br>two<img src=x.png alt=three></P><hr><p>four</p>',
    'One\ntwothree\n\n---\n\nfour\n',
  ],
  ['an element that is left open ends with the one around it', '<ul><li>One<li>two</ul><p>three</p>', '- One\n- two\n\nthree\n'],
  ['the end of nothing is nothing', '</div><p>One</p></p>two', 'One\n\ntwo\n'],
  [
    'an attribute may have other quotes, or none',
    "<p><a href='https://e.com'>a</a> <a href=https://f.com>b</a></p>",
    'a <https://e.com> b <https://f.com>\n',
  ],
  [
    'entities by name and by number are undone',
    '<p>&copy;&nbsp;2030 &#8364;5 &#x2014; &unknown; &amp;copy;</p>',
    '© 2030 €5 — &unknown; &copy;\n',
  ],
  ['a doctype says nothing', '<!DOCTYPE html><html><body><p>One</p></body></html>', 'One\n'],
  ['nothing is an empty line', '', '\n'],
])('%s', (_name, html, text) => {
  expect(toPlainText(html)).toBe(text);
});
