import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);
import{StringDecoder as r}from"node:string_decoder";var h=16*1024*1024,t=class{#n;#e=new r("utf8");#i=[];#s=0;constructor(i){this.#n=i}write(i){this.#o(this.#e.write(i))}end(){this.#o(this.#e.end()),this.#s>0&&this.#t()}#o(i){let s=i.lastIndexOf(`
`);s!==-1&&(this.#i.push(i.slice(0,s)),this.#t()),s+1!==i.length&&(this.#i.push(i.slice(s+1)),this.#s+=i.length-s-1,this.#s>h&&this.#t())}#t(){let i=this.#i.length===1?this.#i[0]??"":this.#i.join("");this.#i=[],this.#s=0,this.#n(i.includes("\r")?i.replaceAll(`\r
`,`
`).replace(/\r$/u,""):i)}},n=class extends t{constructor(i){super(s=>{for(let o of s.split(`
`))i(o)})}};export{t as a,n as b};
