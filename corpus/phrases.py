"""The wording of page furniture: lines that say this, and nothing else."""

from __future__ import annotations

from corpus.folding import fold


def _phrases(block: str) -> frozenset[str]:
    return frozenset(fold(phrase) for line in block.split("\n") for phrase in line.split("|") if phrase)


# Furniture wherever they stand alone.
SURE = _phrases("""
tt|gift this article|ads|ad|advertisement|advertisements|advertising|sponsored|sponsored content|promoted
story continues below advertisement
اعلان|اعلانات|اعلان ممول|مساحه اعلانيه
share|share this|share this article|share this story|share this post|share this page|share article|share on
share via
tweet this|copy link|link copied|print this page|email this article|save article|bookmark|listen to this article
listen to article
شارك|شاركها|مشاركه|شارك المقال|شارك الخبر|شارك الموضوع|شارك هذا المقال|شارك هذا الموضوع|شارك عبر|مشاركه المقال
نسخ الرابط|انسخ الرابط|تم نسخ الرابط
استمع للمقال|استمع الي المقال|استمع للخبر|طباعه المقال|حفظ المقال|ارسال بالبريد
skip to content|skip to main content|skip to navigation|back to top|go to top|scroll to top|toggle navigation
open menu|close menu
تخطي الي المحتوي|انتقل الي المحتوي|الي الاعلي|العوده الي الاعلي|القائمه الرئيسيه
log in|login|sign in|sign up|register|my account|create account|تسجيل الدخول|انشاء حساب|دخول|اشتراك
previous article|next article|previous post|next post|previous story|next story|المقال السابق|المقال التالي
الخبر السابق|الخبر التالي|الموضوع السابق|الموضوع التالي|السابق|التالي
topics|tags|related tags|مواضيع|الوسوم|كلمات دلاليه|كلمات مفتاحيه
email address|e-mail address|your email|your email address|your name|البريد الالكتروني
load more|show more|view all|see all|view comments|show comments|loading|عرض المزيد|تحميل المزيد|عرض الكل
المزيد من الاخبار
privacy policy|terms of use|terms of service|terms and conditions|cookie policy|cookie settings|accept all
accept cookies|accept all cookies|reject all|manage cookies|manage preferences|i agree|got it
سياسه الخصوصيه|شروط الاستخدام|الشروط والاحكام|سياسه ملفات الارتباط|موافق|قبول الكل|قبول|رفض الكل
اعدادات ملفات الارتباط
about us|contact us|advertise with us|write for us|work with us|site map|sitemap|rss|من نحن|اتصل بنا|اعلن معنا
انشر مقالك|اكتب معنا|ارسل مقالك|خريطه الموقع|هيئه التحرير
subscribe|subscribe now|newsletter|newsletters|اشترك|اشترك الان|النشره البريديه|القائمه البريديه
""")

# Furniture beside other furniture; alone they may be an article's own line.
LIKELY = _phrases("""
administrator|admin|home|homepage|news|menu|search|close|print|email|save|comment|comments|politics|world
business|sports|opinion|video|videos|live|latest|breaking news|more
facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|instagram|youtube|reddit|messenger|viber|tumblr
google news|e-mail|follow us|author|en|ar|english|arabic
الرئيسيه|الصفحه الرئيسيه|اخبار|الاخبار|القائمه|بحث|ابحث|اغلاق|طباعه|تعليق|تعليقات|التعليقات|سياسه|رياضه|اقتصاد
منوعات|فيديو|مباشر|عاجل|المزيد|مقالات|الكاتب|عربي
فيسبوك|تويتر|واتساب|واتس اب|تلغرام|تليجرام|تيليجرام|لينكد ان|لينكدان|انستغرام|انستجرام|يوتيوب|ماسنجر|بريد
تابعنا|اكس
""")

# They lead in headlines of other articles.
RELATED = _phrases("""
suggested topics|suggested reading
keep reading|read more|read also|also read|read next|read this too|related|related articles|related article
related stories|related story|related news|related posts|related topics|related content|related coverage
you may also like|you might also like|you may also be interested in|recommended|recommended for you
recommended stories|see also|most read|most popular|trending|trending now|editors' picks|editor's picks
more stories|more news|latest news|don't miss|more on this story|more on this topic|more on this
read in the same context|up next|popular posts|top stories
اقرا ايضا|اقرا ايضاً|اقراوا ايضا|اقرا المزيد|اقرا كذلك|طالع ايضا|شاهد ايضا|انظر ايضا|مواضيع ذات صله
موضوعات ذات صله|اخبار ذات صله|مقالات ذات صله|ذات صله|مواضيع متعلقه|موضوعات متعلقه|اخبار متعلقه|مقالات متعلقه
مواضيع مرتبطه|اخبار مرتبطه|مقالات مشابهه|مواضيع مشابهه|قد يهمك|قد يهمك ايضا|قد يعجبك ايضا|ربما يعجبك ايضا
الاكثر قراءه|الاكثر مشاهده|الاكثر تداولا|اخر الاخبار|احدث الاخبار|المزيد من|تابع القراءه|اخترنا لك|اخترنا لكم
موضوعات قد تهمك|مواضيع قد تهمك
""")

# They open the readers' part of a page.
COMMENTS = _phrases("""
leave a reply|leave a comment|leave your comment|post a comment|add a comment|write a comment
join the conversation|join the discussion|cancel reply|leave a reply cancel reply
your email address will not be published
اترك تعليقا|اترك تعليقك|اترك ردا|اترك رد|اضف تعليقا|اضف تعليق|اضف تعليقك|اكتب تعليقا|اكتب تعليقك|شاركنا رايك
شارك برايك|الغاء الرد|اترك رداً الغاء الرد|لن يتم نشر عنوان بريدك الالكتروني
""")

# They open a biography of the author.
AUTHOR_BOX = _phrases("""
about the author|about author|about the writer|author bio|more by this author|more from this author|عن الكاتب
نبذه عن الكاتب|عن المؤلف|عن كاتب المقال|حول الكاتب|الكاتب في سطور
""")
