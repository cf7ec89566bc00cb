CREATE TABLE "creator_search" (
	"id" uuid PRIMARY KEY NOT NULL,
	"names" tsvector NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_search" (
	"id" uuid PRIMARY KEY NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_tags" (
	"tag" text NOT NULL,
	"post_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	CONSTRAINT "post_tags_tag_post_id_pk" PRIMARY KEY("tag","post_id")
);
--> statement-breakpoint
CREATE TABLE "search_vocabulary" (
	"word" text COLLATE "C" PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "creator_search" ADD CONSTRAINT "creator_search_id_creators_id_fk" FOREIGN KEY ("id") REFERENCES "public"."creators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_search" ADD CONSTRAINT "post_search_id_posts_id_fk" FOREIGN KEY ("id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_tags" ADD CONSTRAINT "post_tags_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_tags_by_author" ON "post_tags" USING btree ("author_id","tag","post_id");--> statement-breakpoint
-- As before, faster: what most are written in needs no look through the letters of all scripts.
CREATE OR REPLACE FUNCTION "fold_text"(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  folded text;
BEGIN
  IF text ~ '^[\u0001-\u007f]*$' THEN
    folded := lower(text COLLATE "C");
  ELSE
    folded := lower(regexp_replace(
      replace(replace(replace(replace(replace(replace(replace(replace(normalize(text, NFKD), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'),
      '[\u00ad\u0300-\u033f\u0342\u0345-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u061c\u064b-\u0652\u0657-\u0658\u06df-\u06e0\u06ea-\u06ec\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0818-\u0819\u0898-\u089f\u08ca-\u08d2\u08e3-\u08fe\u093c\u094d\u0951-\u0954\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0afd-\u0aff\u0b3c\u0b4d\u0b55\u0bcd\u0c3c\u0c4d\u0cbc\u0ccd\u0d3b-\u0d3c\u0d4d\u0dca\u0e3a\u0e47-\u0e4c\u0e4e\u0eba\u0ec8-\u0ecc\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f3f\u0f82-\u0f84\u0f86-\u0f87\u0fc6\u1037\u1039-\u103a\u1063-\u1064\u1069-\u106d\u1087-\u108d\u108f\u109a-\u109b\u115f-\u1160\u135d-\u135f\u1714-\u1715\u1734\u17b4-\u17b5\u17c9-\u17d3\u17dd\u180b-\u180f\u1939-\u193b\u1a60\u1a75-\u1a7c\u1a7f\u1ab0-\u1aff\u1b34\u1b44\u1b6b-\u1b73\u1baa-\u1bab\u1be6\u1bf2-\u1bf3\u1c36-\u1c37\u1cd0-\u1cd2\u1cd4-\u1ce8\u1ced\u1cf4\u1cf7-\u1cf9\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2cef-\u2cf1\u302a-\u302f\u3099-\u309a\ua66f\ua67c-\ua67d\ua6f0-\ua6f1\ua806\ua82c\ua8c4\ua8e0-\ua8f1\ua92b-\ua92d\ua953\ua9b3\ua9c0\ua9e5\uaa7b-\uaa7d\uaabf\uaac1\uaaf6\uabec-\uabed\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufff0-\ufff8\U000102e0\U00010a38-\U00010a3a\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U00010d27\U00010d69-\U00010d6d\U00010efa\U00010efd-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85\U00011046\U00011070\U000110b9-\U000110ba\U00011133-\U00011134\U00011173\U000111c0\U000111ca-\U000111cc\U00011235-\U00011236\U000112e9-\U000112ea\U0001133b-\U0001133c\U0001134d\U00011366-\U0001136c\U00011370-\U00011374\U000113ce-\U000113d0\U000113d2\U000113e1-\U000113e2\U00011442\U00011446\U000114c2-\U000114c3\U000115bf-\U000115c0\U0001163f\U000116b6-\U000116b7\U0001172b\U00011839-\U0001183a\U0001193d-\U0001193e\U00011943\U000119e0\U00011a34\U00011a47\U00011a99\U00011c3f\U00011d42\U00011d44-\U00011d45\U00011d97\U00011f41-\U00011f42\U00011f5a\U00013447-\U00013455\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016f8f-\U00016f92\U00016ff0-\U00016ff1\U0001bca0-\U0001bca3\U0001cf00-\U0001cf2d\U0001cf30-\U0001cf46\U0001d167-\U0001d169\U0001d16d-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001e130-\U0001e136\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e5ee-\U0001e5ef\U0001e8d0-\U0001e8d6\U0001e944-\U0001e946\U0001e948-\U0001e94a\U000e0000-\U000e0fff]+', '', 'g') COLLATE "C");
    IF folded ~ '^[\u0001-\u00bf\u0400-\u045f\u2000-\u20ff\u2200-\u2bff\u3000-\u9fff\U0001f000-\U0001ffff]*$' THEN
      folded := translate(folded, 'ЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ', 'ђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюя');
    ELSE
      folded := translate(folded,
        'ÐØðøĐđĦħıŁłŊŋŦŧƀƁƂƃƄƆƇƈƉƊƋƌƎƏƐƑƒƓƔƖƗƘƙƚƜƝƞƟƢƤƥƦƧƩƫƬƭƮƱƲƳƴƵƶƷƸƼǤǥǶǷȜȠȡȢȤȥȴȵȶȷȺȻȼȽȾȿɀɁɃɄɅɆɇɈɉɊɋɌɍɎɏɓɕɖɗɠɦɨɫɬɭɱɲɳɵɼɽɾʂʈʋʐʑʝʠͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲀᲁᲂᲃᲄᲅᲆᲇᲈᲉᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿᵬᵭᵮᵯᵰᵱᵲᵳᵴᵵᵶᵽᶀᶁᶂᶃᶄᶅᶆᶇᶈᶉᶊᶌᶍᶎᶏᶑᶒᶖᶙỺỼỾỿℲↃⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱡⱢⱣⱤⱥⱦⱧⱨⱩⱪⱫⱬⱭⱮⱯⱰⱱⱲⱳⱴⱵⱸⱺⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝁꝂꝃꝄꝅꝆꝈꝉꝊꝋꝌꝍꝎꝐꝑꝒꝓꝔꝕꝖꝗꝘꝙꝚꝜꝞꝟꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞎꞐꞑꞒꞓꞔꞕꞖꞗꞘꞙꞚꞜꞞꞠꞡꞢꞣꞤꞥꞦꞧꞨꞩꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞹꞺꞼꞾꟀꟂꟄꟅꟆꟇꟈꟉꟊꟋꟌ꟎Ꟑ꟒꟔ꟖꟘꟚꟜꟵꬴꬷꬸꬹꬺꬻꭉꭎꭒꭖꭗꭘꭙꭚ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𐵐𐵑𐵒𐵓𐵔𐵕𐵖𐵗𐵘𐵙𐵚𐵛𐵜𐵝𐵞𐵟𐵠𐵡𐵢𐵣𐵤𐵥𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𖺠𖺡𖺢𖺣𖺤𖺥𖺦𖺧𖺨𖺩𖺪𖺫𖺬𖺭𖺮𖺯𖺰𖺱𖺲𖺳𖺴𖺵𖺶𖺷𖺸𝼉𝼑𝼓𝼖𝼚𝼛𝼝𝼞𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡',
        'dododdhhillnnttbbbbƅɔccddddǝəɛffgɣɩikklɯnnoƣppʀƨʃttttʊvyyzzʒƹƽggƕƿȝndȣzzlntjaccltszɂbʉʌeejjqqrryybcddghilllmnnorrrstvzzjqͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωσϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽвдосттъѣꙋᲊაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿbdfmnprrstzpbdfgklmnprsvxzadeiuỻỽyyⅎↄⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟlllprathhkkzzɑmɐɒvwwvⱶeoszⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿkkkkkkꝇllooooꝏppppppqqqqꝛꝝvvꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥlnnccchbbffꞛꞝꞟggkknnrrsshɜɡlɪʞʇjꭓꞵꞷuuꞻꞽꞿꟁꟃcszddssɤꟍ꟏ꟑꟓꟕꟗꟙꟛƛꟶelllmnruuxxxxy𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𐵰𐵱𐵲𐵳𐵴𐵵𐵶𐵷𐵸𐵹𐵺𐵻𐵼𐵽𐵾𐵿𐶀𐶁𐶂𐶃𐶄𐶅𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𖺻𖺼𖺽𖺾𖺿𖻀𖻁𖻂𖻃𖻄𖻅𖻆𖻇𖻈𖻉𖻊𖻋𖻌𖻍𖻎𖻏𖻐𖻑𖻒𖻓tllriocs𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃');
    END IF;
  END IF;
  RETURN btrim(regexp_replace(folded, '[\t\n\v\f\r \u0085\u1680\u2028\u2029]+', ' ', 'g'));
END $$;--> statement-breakpoint
-- Words are found in what `fold_text` makes of a text: one way for what is stored and what is sought. Between words stand
-- blanks and signs; `%`, `_` and `\` are letters, as nothing here is a pattern. A word has 40 letters at most. In plpgsql,
-- which keeps its plans: as SQL each call would be planned anew.
CREATE FUNCTION "sought_words"(text text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := array_remove(regexp_split_to_array(fold_text(text), '[\u0001-\u0020!-$&-/:-@\[\]^`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0609-\u060d\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0700-\u070d\u0964\u0965\u0970\u0df4\u0e4f\u0e5a\u0e5b\u0f04-\u0f14\u0f3a-\u0f3d\u104a-\u104f\u10fb\u1360-\u1368\u1400\u166e\u1680\u169b\u169c\u16eb-\u16ed\u17d4-\u17d6\u17d8-\u17da\u1800-\u180a\u2000-\u206f\u2190-\u23ff\u2500-\u25ff\u2e00-\u2e7f\u3000-\u3003\u3008-\u3011\u3014-\u301f\u3030\u303d\u30a0\u30fb\ua4fe\ua4ff\ua60d-\ua60f\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe63\ufe68\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+'), '');
BEGIN
  FOR n IN 1 .. cardinality(words) LOOP
    IF length(words[n]) > 40 THEN
      words[n] := left(words[n], 40);
    END IF;
  END LOOP;
  RETURN words;
END $$;--> statement-breakpoint
-- The letters of scripts that write without blanks: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
CREATE FUNCTION "is_written_together"(word text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN word ~ '[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]';
END $$;--> statement-breakpoint
-- What a text is found by. Beside each word what stands between `%`, `_` and `\` in it; and where words are written
-- together, what begins at each letter, as far as 12 letters.
CREATE FUNCTION "words_of"(text text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  words text[] := sought_words(text);
  found text[] := words;
  word text;
BEGIN
  FOREACH word IN ARRAY words LOOP
    IF word ~ '[%_\\]' THEN
      found := found || array_remove(regexp_split_to_array(word, '[%_\\]+'), '');
    END IF;
    IF is_written_together(word) THEN
      FOR n IN 1 .. length(word) LOOP
        found := found || substr(word, n, 12);
      END LOOP;
    END IF;
  END LOOP;
  RETURN found;
END $$;--> statement-breakpoint
-- Words as they are kept: beside them when it was made, to seven weeks, which the first letters of an id say (UUID v7).
-- What is newest is looked for there before all that there is. No word begins with `@`.
CREATE FUNCTION "kept_words"(id uuid, words text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN array_to_tsvector(words || ('@' || left(id::text, 4)));
END $$;--> statement-breakpoint
-- In one order for all, so that two who add the same words wait for each other at most once.
CREATE FUNCTION "learn_words"(words text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_vocabulary (word)
  SELECT added.word FROM unnest(words) AS added(word)
  WHERE length(added.word) BETWEEN 4 AND 30 AND added.word !~ '[0-9%_\\@]' AND NOT is_written_together(added.word)
    AND NOT EXISTS (SELECT FROM search_vocabulary known WHERE known.word = added.word COLLATE "C")
  ORDER BY added.word COLLATE "C"
  ON CONFLICT DO NOTHING;
END $$;--> statement-breakpoint
-- By triggers, so that processes of an older release keep it too. Of what is not listed nothing is found.
CREATE FUNCTION "keep_post_found"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.title, OLD.teaser, OLD.tags, OLD.listed, OLD.deleted_at)
      IS NOT DISTINCT FROM (NEW.title, NEW.teaser, NEW.tags, NEW.listed, NEW.deleted_at) THEN
      RETURN NULL;
    END IF;
    DELETE FROM post_tags WHERE tag = ANY (OLD.tags) AND post_id = OLD.id
      AND (NEW.deleted_at IS NOT NULL OR tag <> ALL (NEW.tags));
  END IF;
  IF NEW.deleted_at IS NULL THEN
    INSERT INTO post_tags (tag, post_id, author_id)
    SELECT DISTINCT tag, NEW.id, NEW.author_id FROM unnest(NEW.tags) AS tag
    ON CONFLICT DO NOTHING;
  END IF;
  IF NEW.deleted_at IS NOT NULL OR NOT NEW.listed THEN
    DELETE FROM post_search WHERE id = NEW.id;
    RETURN NULL;
  END IF;
  found := words_of(NEW.title || ' ' || NEW.teaser || ' ' || array_to_string(NEW.tags, ' '));
  INSERT INTO post_search (id, words) VALUES (NEW.id, kept_words(NEW.id, found))
  ON CONFLICT (id) DO UPDATE SET words = excluded.words;
  PERFORM learn_words(found);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "posts_found" AFTER INSERT OR UPDATE OF "title", "teaser", "tags", "listed", "deleted_at" ON "posts"
  FOR EACH ROW EXECUTE FUNCTION "keep_post_found"();--> statement-breakpoint
-- A new name writes `creators.search_text`, and so comes here.
CREATE FUNCTION "keep_creator_found"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  names text[];
  found text[];
BEGIN
  names := words_of(NEW.handle || ' ' || coalesce((SELECT display_name FROM users WHERE id = NEW.id), ''));
  found := names || words_of(NEW.bio);
  INSERT INTO creator_search (id, names, words)
  VALUES (NEW.id, kept_words(NEW.id, names), kept_words(NEW.id, found))
  ON CONFLICT (id) DO UPDATE SET names = excluded.names, words = excluded.words;
  PERFORM learn_words(found);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "creators_found" AFTER INSERT OR UPDATE OF "handle", "bio", "search_text" ON "creators"
  FOR EACH ROW EXECUTE FUNCTION "keep_creator_found"();--> statement-breakpoint
-- Words of the vocabulary that are one typo away: a letter missing, too many, wrong, or two in each other's place. Where the
-- word may be unfinished also beginnings of words; then its last letter is not the one that is wrong, or everything
-- with nearly the same beginning would be one. Each place in the word is tried with the letters that stand there in the
-- vocabulary, which are found by going through its index from one to the next.
CREATE FUNCTION "similar_words"(typed text, unfinished boolean)
  RETURNS TABLE (word text, begins boolean) LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  head text;
  rest text;
  low text;
  high text;
  known text;
  letter text;
  meant text[];
BEGIN
  FOR n IN 0 .. length(typed) LOOP
    head := left(typed, n);
    rest := substr(typed, n + 1);
    meant := '{}';
    IF length(rest) > 0 THEN
      meant := meant || (head || substr(rest, 2));
    END IF;
    IF length(rest) > 1 THEN
      meant := meant || (head || substr(rest, 2, 1) || left(rest, 1) || substr(rest, 3));
    END IF;
    -- The first letter may be any of its kind: with the others there are thousands.
    low := CASE WHEN n = 0 THEN chr(greatest(1, ascii(typed) / 256 * 256)) ELSE head END;
    high := CASE WHEN n = 0 THEN chr(ascii(typed) / 256 * 256 + 255) ELSE head || chr(1114111) END;
    LOOP
      SELECT v.word INTO known FROM search_vocabulary v
        WHERE v.word > low COLLATE "C" AND v.word < high COLLATE "C" ORDER BY v.word LIMIT 1;
      EXIT WHEN known IS NULL;
      letter := substr(known, n + 1, 1);
      meant := meant || (head || letter || rest) || (head || letter || substr(rest, 2));
      low := head || letter || chr(1114111);
    END LOOP;
    FOREACH word IN ARRAY meant LOOP
      CONTINUE WHEN word = typed OR length(word) < 4;
      SELECT v.word INTO known FROM search_vocabulary v
        WHERE v.word >= similar_words.word COLLATE "C" AND v.word < (similar_words.word || chr(1114111)) COLLATE "C"
        ORDER BY v.word LIMIT 1;
      begins := unfinished AND n < length(typed) AND right(word, 1) = right(typed, 1);
      IF known = word OR begins AND known IS NOT NULL THEN
        RETURN NEXT;
      END IF;
    END LOOP;
  END LOOP;
END $$;