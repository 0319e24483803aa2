/* pdfa.c */
#include "document/pdfa.h"

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"

static const char producer[] = "Cairo, Pango, qpdf";
static const char creator[] = "jianpin";

struct finishing {
    qpdf_data q;
    struct arena *arena;
    const struct paper_meta *meta;
    const struct pdfa_input *in;
};

static const char *plain(const char *s)
{
    return s == NULL ? "" : s;
}

static const char *language(const struct paper_meta *meta)
{
    return text_is_empty(meta->lang) ? "zh-CN" : meta->lang;
}

static const char *xml_entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

/* Properties that stand in two places are the same in both: control characters become blanks. */
static char *one_line(struct arena *a, const char *s)
{
    char *to = arena_copy(a, s, strlen(s));
    for (char *p = to; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x20 || c == 0x7F) {
            *p = ' ';
        }
    }
    return to;
}

/* Text inside XML. */
static const char *xml_text(struct arena *a, const char *s)
{
    char *to = arena_alloc(a, strlen(s) * 6 + 1, 1);
    size_t n = 0;
    for (const char *p = one_line(a, s); *p != '\0'; p++) {
        const char *entity = xml_entity(*p);
        if (entity == NULL) {
            to[n++] = *p;
            continue;
        }
        for (; *entity != '\0'; entity++) {
            to[n++] = *entity;
        }
    }
    return to;
}

static qpdf_oh text_object(const struct finishing *f, const char *s)
{
    return qpdf_oh_new_unicode_string(f->q, one_line(f->arena, plain(s)));
}

static qpdf_oh stream_object(const struct finishing *f, const unsigned char *bytes, size_t len)
{
    qpdf_oh stream = qpdf_oh_new_stream(f->q);
    qpdf_oh_replace_stream_data(f->q, stream, bytes, len, qpdf_oh_new_null(f->q), qpdf_oh_new_null(f->q));
    return stream;
}

static void put(const struct finishing *f, qpdf_oh dict, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(f->q, dict, key, value);
}

static void put_name(const struct finishing *f, qpdf_oh dict, const char *key, const char *name)
{
    put(f, dict, key, qpdf_oh_new_name(f->q, name));
}

/* ISO 32000-1, 7.9.4: D:20150618150612+08'00' */
static qpdf_oh date_object(const struct finishing *f)
{
    struct civil c = civil_from_at(f->meta->created_at);
    return qpdf_oh_new_string(f->q, text_format(f->arena, "D:%04d%02d%02d%02d%02d%02d+08'00'", c.year, c.month, c.day,
                                                c.hour, c.minute, c.second));
}

static void put_properties(const struct finishing *f)
{
    const struct paper_meta *m = f->meta;
    qpdf_oh entries = qpdf_oh_new_dictionary(f->q);
    put(f, entries, "/Title", text_object(f, m->title));
    if (!text_is_empty(m->author)) {
        put(f, entries, "/Author", text_object(f, m->author));
    }
    if (!text_is_empty(m->subject)) {
        put(f, entries, "/Subject", text_object(f, m->subject));
    }
    put(f, entries, "/Creator", text_object(f, creator));
    put(f, entries, "/Producer", text_object(f, producer));
    put(f, entries, "/CreationDate", date_object(f));
    put(f, entries, "/ModDate", date_object(f));
    put(f, qpdf_get_trailer(f->q), "/Info", qpdf_make_indirect_object(f->q, entries));
}

static const char *xmp_packet(const struct finishing *f)
{
    struct arena *a = f->arena;
    const struct paper_meta *m = f->meta;
    const char *at = at_rfc3339(a, m->created_at);
    const char *author = text_is_empty(m->author)
                             ? ""
                             : text_format(a, "   <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n",
                                           xml_text(a, m->author));
    const char *subject =
        text_is_empty(m->subject)
            ? ""
            : text_format(
                  a,
                  "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:description>\n",
                  xml_text(a, m->subject));
    return text_format(a,
                       "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                       " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                       "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                       "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                       "    xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                       "   <pdfaid:part>3</pdfaid:part>\n   <pdfaid:conformance>U</pdfaid:conformance>\n"
                       "   <dc:format>application/pdf</dc:format>\n"
                       "   <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n%s%s"
                       "   <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
                       "   <xmp:CreateDate>%s</xmp:CreateDate>\n   <xmp:ModifyDate>%s</xmp:ModifyDate>\n"
                       "   <xmp:MetadataDate>%s</xmp:MetadataDate>\n   <xmp:CreatorTool>%s</xmp:CreatorTool>\n"
                       "   <pdf:Producer>%s</pdf:Producer>\n"
                       "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n",
                       xml_text(a, plain(m->title)), author, subject, xml_text(a, language(m)), at, at, at, creator,
                       producer);
}

static void put_xmp(const struct finishing *f, qpdf_oh root)
{
    const char *xmp = xmp_packet(f);
    qpdf_oh stream = stream_object(f, (const unsigned char *)xmp, strlen(xmp));
    qpdf_oh dict = qpdf_oh_get_dict(f->q, stream);
    put_name(f, dict, "/Type", "/Metadata");
    put_name(f, dict, "/Subtype", "/XML");
    put(f, root, "/Metadata", stream);
}

static void put_output_intent(const struct finishing *f, qpdf_oh root)
{
    static const char srgb[] = "sRGB IEC61966-2.1";
    qpdf_oh profile = stream_object(f, f->in->icc, f->in->icc_len);
    put(f, qpdf_oh_get_dict(f->q, profile), "/N", qpdf_oh_new_integer(f->q, 3));
    qpdf_oh intent = qpdf_oh_new_dictionary(f->q);
    put_name(f, intent, "/Type", "/OutputIntent");
    put_name(f, intent, "/S", "/GTS_PDFA1");
    put(f, intent, "/OutputConditionIdentifier", qpdf_oh_new_string(f->q, srgb));
    put(f, intent, "/RegistryName", qpdf_oh_new_string(f->q, "http://www.color.org"));
    put(f, intent, "/Info", qpdf_oh_new_string(f->q, srgb));
    put(f, intent, "/DestOutputProfile", profile);
    put(f, root, "/OutputIntents", qpdf_oh_wrap_in_array(f->q, qpdf_make_indirect_object(f->q, intent)));
}

/* ISO 19005-3, 6.8: the embedded file, its specification, and how it belongs to the document. */
static void put_record(const struct finishing *f, qpdf_oh root)
{
    const struct paper_meta *m = f->meta;
    if (m->record_json == NULL || m->record_json_len == 0) {
        return;
    }
    const char *name = text_is_empty(m->record_name) ? "record.json" : m->record_name;
    qpdf_oh file = stream_object(f, m->record_json, m->record_json_len);
    qpdf_oh dict = qpdf_oh_get_dict(f->q, file);
    put_name(f, dict, "/Type", "/EmbeddedFile");
    put_name(f, dict, "/Subtype", "/application#2fjson");
    qpdf_oh params = qpdf_oh_new_dictionary(f->q);
    put(f, params, "/ModDate", date_object(f));
    put(f, params, "/Size", qpdf_oh_new_integer(f->q, (long long)m->record_json_len));
    put(f, dict, "/Params", params);
    qpdf_oh ef = qpdf_oh_new_dictionary(f->q);
    put(f, ef, "/F", file);
    put(f, ef, "/UF", file);
    qpdf_oh spec = qpdf_oh_new_dictionary(f->q);
    put_name(f, spec, "/Type", "/Filespec");
    put(f, spec, "/F", text_object(f, name));
    put(f, spec, "/UF", text_object(f, name));
    put(f, spec, "/Desc", text_object(f, "本件对应的结构化记录"));
    put_name(f, spec, "/AFRelationship", "/Source");
    put(f, spec, "/EF", ef);
    qpdf_oh indirect = qpdf_make_indirect_object(f->q, spec);
    qpdf_oh names = qpdf_oh_new_array(f->q);
    qpdf_oh_append_item(f->q, names, text_object(f, name));
    qpdf_oh_append_item(f->q, names, indirect);
    qpdf_oh tree = qpdf_oh_new_dictionary(f->q);
    put(f, tree, "/Names", names);
    qpdf_oh all = qpdf_oh_new_dictionary(f->q);
    put(f, all, "/EmbeddedFiles", tree);
    put(f, root, "/Names", all);
    put(f, root, "/AF", qpdf_oh_wrap_in_array(f->q, indirect));
}

static void put_root(const struct finishing *f, qpdf_oh root)
{
    put(f, root, "/Lang", qpdf_oh_new_string(f->q, language(f->meta)));
    qpdf_oh view = qpdf_oh_new_dictionary(f->q);
    put(f, view, "/DisplayDocTitle", qpdf_oh_new_bool(f->q, 1));
    put(f, view, "/PrintScaling", qpdf_oh_new_name(f->q, "/None"));
    put(f, root, "/ViewerPreferences", view);
    /* The pages carry no structure: saying /Marked true would be a lie (3u, not 3a). */
    qpdf_oh_remove_key(f->q, root, "/MarkInfo");
}

/* Cairo leaves out /CIDToGIDMap of TrueType fonts (ISO 19005-3, 6.2.11.3.2) and may ask for /Interpolate. */
static void mend_objects(const struct finishing *f)
{
    long long size = qpdf_oh_get_int_value(f->q, qpdf_oh_get_key(f->q, qpdf_get_trailer(f->q), "/Size"));
    for (int id = 1; id < size; id++) {
        qpdf_oh o = qpdf_get_object_by_id(f->q, id, 0);
        bool is_stream = qpdf_oh_is_stream(f->q, o) != 0;
        qpdf_oh dict = is_stream ? qpdf_oh_get_dict(f->q, o) : o;
        if (qpdf_oh_is_dictionary(f->q, dict) == 0) {
            continue;
        }
        if (!is_stream && qpdf_oh_is_dictionary_of_type(f->q, dict, "/Font", "/CIDFontType2") != 0 &&
            qpdf_oh_has_key(f->q, dict, "/CIDToGIDMap") == 0) {
            put_name(f, dict, "/CIDToGIDMap", "/Identity");
        }
        if (is_stream && qpdf_oh_has_key(f->q, dict, "/Interpolate") != 0) {
            qpdf_oh_remove_key(f->q, dict, "/Interpolate");
        }
    }
}

static bool has_failed(QPDF_ERROR_CODE code)
{
    return (code & (QPDF_ERRORS)) != 0;
}

static enum err finish(const struct finishing *f, const unsigned char **ret_bytes, size_t *ret_len)
{
    qpdf_oh root = qpdf_get_root(f->q);
    mend_objects(f);
    put_root(f, root);
    put_properties(f);
    put_xmp(f, root);
    put_output_intent(f, root);
    put_record(f, root);
    if (has_failed(qpdf_init_write_memory(f->q))) {
        return FAIL("qpdf cannot write to memory");
    }
    qpdf_set_deterministic_ID(f->q, QPDF_TRUE);
    qpdf_force_pdf_version(f->q, "1.7");
    qpdf_set_object_stream_mode(f->q, qpdf_o_disable);
    qpdf_set_newline_before_endstream(f->q, QPDF_TRUE);
    if (has_failed(qpdf_write(f->q)) || qpdf_has_error(f->q) != 0) {
        return FAIL("qpdf cannot finish the document");
    }
    *ret_len = qpdf_get_buffer_length(f->q);
    *ret_bytes = (const unsigned char *)arena_copy(f->arena, (const char *)qpdf_get_buffer(f->q), *ret_len);
    return OK;
}

enum err pdfa_finish(const struct pdfa_input *in, struct arena *a, const unsigned char **ret_bytes, size_t *ret_len)
{
    struct finishing f = {.q = qpdf_init(), .arena = a, .meta = in->meta, .in = in};
    qpdf_set_suppress_warnings(f.q, QPDF_TRUE);
    qpdf_silence_errors(f.q);
    enum err e = has_failed(qpdf_read_memory(f.q, "paper", (const char *)in->pdf, in->pdf_len, NULL))
                     ? FAIL("qpdf cannot read what Cairo wrote")
                     : finish(&f, ret_bytes, ret_len);
    qpdf_cleanup(&f.q);
    return e;
}
