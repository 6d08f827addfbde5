/** A Python script that writes the variable S in every form, each after a label in angle brackets. */
export const encoder = `import base64, html, json, os, shlex, sys, time, urllib.parse
s = os.environ["S"]
b = s.encode()
def show(label, text):
    for n, line in enumerate(text.split("\\n")):
        print("<" + label + "-" + str(n) + ">" + line)
show("raw", s)
show("base64", base64.b64encode(b).decode())
show("base64-url", base64.urlsafe_b64encode(b).decode())
show("base64-unpadded", base64.b64encode(b).decode().rstrip("="))
for n in (1, 2, 3): show("base64-inside-" + str(n), base64.b64encode(b"x" * n + b + b"yy").decode())
for n in (1, 2, 3): show("base64-url-inside-" + str(n), base64.urlsafe_b64encode(b"x" * n + b + b"y").decode())
show("base64-lines", base64.encodebytes(b).decode().strip())
e = base64.b64encode(b).decode()
show("base64-pem", "\\n".join(e[i:i + 64] for i in range(0, len(e), 64)))
show("url", urllib.parse.quote(s, safe=""))
show("url-path", urllib.parse.quote(s))
show("url-form", urllib.parse.quote_plus(s))
show("json", json.dumps(s))
show("json-unicode", json.dumps(s, ensure_ascii=False))
show("json-twice", json.dumps(json.dumps(s, ensure_ascii=False), ensure_ascii=False))
show("html", html.escape(s).replace("&quot;", "&#34;").replace("&#x27;", "&#39;"))
show("shell", shlex.quote(s).replace("'\\"'\\"'", "'\\\\''"))
show("hex", b.hex())
show("hex-upper", b.hex().upper())
show("upper", s.upper())
show("lower", s.lower())
show("stderr", s)
sys.stdout.write("<cut-0>")
for n in range(0, len(s), 3):
    sys.stdout.write(s[n:n + 3]); sys.stdout.flush(); time.sleep(0.002)
print()
print('::{"outputs": {"leak": ' + json.dumps(s) + ', "more": "' + base64.b64encode(b).decode() + '"}}::')
print("the end of the encoder")
`;
